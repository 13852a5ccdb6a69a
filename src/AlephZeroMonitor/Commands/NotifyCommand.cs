using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor notify test|list</c>: tries the receivers of messages, or shows how it goes with each.</summary>
internal static class NotifyCommand
{
    public static Verb Create()
    {
        var what = Inputs.OneOf(
            new Argument<string>("WHAT") { Description = "test: send a real message to each receiver; list: show what each has got.", HelpName = "test|list" }, "test", "list");
        var to = Inputs.Number("--to", "Test one receiver only: its number in the list.", 1, int.MaxValue);
        return new(
            "notify",
            "Test the receivers of messages, or list them with what is queued.",
            (parsed, ct) => RunAsync(parsed.GetValue(what) == "test", parsed.GetValue(to), Inputs.FormOf(parsed), ct),
            what,
            to,
            Inputs.Json);
    }

    private static async Task<int> RunAsync(bool isTest, int? to, Form form, CancellationToken ct)
    {
        var settings = SettingsSource.Read([.. Edges.Settings.SelectMany(group => group.Settings).Select(row => row.Name)]);
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddArchive().AddMessages(settings).BuildServiceProvider();
        var messages = services.GetRequiredService<IMessages>();
        if (messages.Receivers.Count == 0)
        {
            throw new VerbFailure("NOTIFY_URL is not set: nobody is told. Example: NOTIFY_URL=ntfy://ntfy.sh/my-validators");
        }

        if (to > messages.Receivers.Count)
        {
            throw VerbFailure.Mistake($"--to must be from 1 to {messages.Receivers.Count}");
        }

        var records = isTest ? [] : HistorySource.Read(history => history.Receivers().ToDictionary(record => record.Receiver));
        List<ReceiverReport> reports = [];
        foreach (var ((key, name), i) in messages.Receivers.Select((receiver, i) => (receiver, i)).Where(each => to is null || each.i == to - 1))
        {
            var record = records.GetValueOrDefault(key) ?? new ReceiverRecord(key, 0, null);
            var report = new ReceiverReport(i + 1, name, record.Queued, record.OldestAt, record.SentAt, record.FailedAt, record.Problem);
            reports.Add(isTest ? report with { Problem = await messages.TestAsync(i, ct) } : report);
        }

        Output.Write(reports, form, () => Output.Write(isTest ? Tested(reports) : Listed(reports), form));
        return isTest && reports.Any(report => report.Problem is not null) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static Table Tested(List<ReceiverReport> reports)
    {
        var table = new Table(new("N", IsNumber: true), new("RECEIVER"), new("ANSWER"));
        foreach (var report in reports)
        {
            table.Add($"{report.Number}", report.Name, new Cell(report.Problem ?? "delivered", report.Problem is null ? Tone.Good : Tone.Bad));
        }

        return table;
    }

    private static Table Listed(List<ReceiverReport> reports)
    {
        var table = new Table(
            new("N", IsNumber: true), new("RECEIVER"), new("QUEUED", IsNumber: true), new("OLDEST"), new("LAST DELIVERED"), new("LAST FAILED"), new("WHY", DropOrder: 1));
        foreach (var report in reports)
        {
            table.Add($"{report.Number}", report.Name, $"{report.Queued}", Time(report.OldestAt), Time(report.SentAt), Time(report.FailedAt), report.Problem ?? "");
        }

        return table;
    }

    private static string Time(DateTimeOffset? at) => at is { } known ? Words.Time(known) : "-";
}
