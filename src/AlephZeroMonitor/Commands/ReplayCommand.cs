using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor replay</c>: decides all saved decisions again, and what other settings would have changed.</summary>
internal static class ReplayCommand
{
    private const int Batch = 200;

    public static Verb Create()
    {
        var set = new Option<string[]>("--set")
        {
            Description = "A setting to try; may be given several times.",
            HelpName = "NAME=VALUE",
            AllowMultipleArgumentsPerToken = true,
        };
        return new(
            "replay",
            "Make the saved decisions again, also with other settings. Exit code 1: a decision differs.",
            (parsed, _) => Task.FromResult(Run(
                parsed.GetValue(Inputs.OneNode),
                HistorySource.From(parsed.GetValue(Inputs.Since)),
                parsed.GetValue(set) ?? [],
                Inputs.FormOf(parsed))),
            Inputs.OneNode,
            Inputs.Since,
            set,
            Inputs.Json);
    }

    private static int Run(string? node, DateTimeOffset from, string[] set, Form form)
    {
        var pairs = set.Select(text => text.Split('=', 2)).Where(pair => pair.Length == 2);
        var change = pairs.DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
        if (change.Count != set.Length)
        {
            throw VerbFailure.Mistake("--set must be NAME=VALUE, each name once, such as BLOCK_LAG_100=200");
        }

        if (SettingsReader.ReadPolicy(change, new Policy()).Problems is [var problem, ..])
        {
            throw VerbFailure.Mistake($"--set: {problem}");
        }

        var report = HistorySource.ReadOf(node, history => Decide(history, node, from, policy => SettingsReader.ReadPolicy(change, policy).Policy, change.Count > 0));
        Output.Write(report, form, () => Write(report, set));
        return report.Different.IsEmpty ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static ReplayReport Decide(IHistoryQueries history, string? node, DateTimeOffset from, Func<Policy, Policy> change, bool isChanged)
    {
        var (different, spared, added) = (ImmutableArray.CreateBuilder<ReplayLine>(), ImmutableArray.CreateBuilder<ReplayLine>(), ImmutableArray.CreateBuilder<ReplayLine>());
        var (decisions, notUnderstood, actions) = (0, 0, 0);
        using var progress = new Progress("decisions made again", TimeProvider.System);
        for (long? lastId = 0; lastId is { } after;)
        {
            progress.Show(decisions);
            var batch = history.Records(node, from, after, Batch);
            (lastId, notUnderstood) = (batch.LastId, notUnderstood + batch.NotUnderstood);
            foreach (var saved in batch.Records)
            {
                decisions++;
                actions += saved.Decision.Acts ? 1 : 0;
                if (Replay.Differences(saved) is { IsEmpty: false } differences)
                {
                    different.Add(Line(saved, string.Join(", ", differences.Select(each => $"{each.Member}: {each.Saved} -> {each.Now}"))));
                }

                if (isChanged && Replay.Decide(saved, change) is var other && other.Acts != saved.Decision.Acts)
                {
                    (saved.Decision.Acts ? spared : added).Add(Line(saved, Change(saved.Decision, other)));
                }
            }
        }

        return new ReplayReport(decisions, notUnderstood, different.ToImmutable(), actions, spared.ToImmutable(), added.ToImmutable());
    }

    private static string Change(Decision saved, Decision other) =>
        $"{saved.Reason}{HistorySource.Held(saved)}, lag {DecisionText.Number(saved.Lag)} -> {DecisionText.Outcome(other)}";

    private static ReplayLine Line(DecisionRecord saved, string what) => new(saved.Id, saved.Node, saved.Decision.At, what);

    private static void Write(ReplayReport report, string[] set)
    {
        var result = report.Different.IsEmpty ? "no difference" : $"{report.Different.Length} differ";
        Console.WriteLine($"replayed {report.Decisions} {(report.Decisions == 1 ? "decision" : "decisions")}: {result}");
        Write(report.Different);
        if (report.NotUnderstood > 0)
        {
            Console.WriteLine($"{report.NotUnderstood} left out: saved by a version that this one does not understand");
        }

        if (set.Length > 0)
        {
            Console.WriteLine($"{string.Join(' ', set)}: {report.Spared.Length} of {report.Restarts} restarts avoided, {report.Added.Length} added");
            Write([.. report.Spared, .. report.Added]);
        }
    }

    private static void Write(ImmutableArray<ReplayLine> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine($"  {Words.Time(line.At)}  #{line.Id} {line.Node}: {line.What}");
        }
    }
}
