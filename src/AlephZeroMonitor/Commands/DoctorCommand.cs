using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Commands;

/// <summary>
/// <c>alephzero-monitor doctor</c>: looks at all that the monitor needs, and says how to mend what is wrong. It changes nothing.
/// </summary>
internal static class DoctorCommand
{
    public static Verb Create() => new(
        "doctor",
        "Check all that the monitor needs, and say how to fix what is wrong.",
        (parsed, ct) => RunAsync(Inputs.FormOf(parsed), ct),
        Inputs.Json);

    /// <summary>Exits with 1 when something keeps the monitor from its work, else with 0.</summary>
    private static async Task<int> RunAsync(Form form, CancellationToken ct)
    {
        var (settings, notices) = await SettingsSource.ReadAsync(ct);
        await using var looking = await LookingServices.StartAsync(settings, ct);
        var reports = await looking.LookAsync(ct);
        var findings = notices.Select(text => new Finding(FindingLevel.Warning, "settings", text)).Concat(await looking.All<IDoctor>().Single().RunAsync(reports, ct));
        var report = DoctorReport.Of(findings);
        Output.Write(report, form, () => Write(report));
        return report.Errors > 0 ? ExitCodes.Failure : ExitCodes.Success;
    }

    /// <summary>A subject's findings stand together; what is to be done stands under them, each advice once.</summary>
    internal static void Write(DoctorReport report)
    {
        var width = report.Findings.Max(finding => finding.Subject.Length);
        foreach (var finding in report.Findings)
        {
            Console.WriteLine($"{finding.Level.ToString().ToLowerInvariant(),-8} {finding.Subject.PadRight(width)}  {finding.Text}");
            if (finding.Mend is { } mend)
            {
                Console.WriteLine($"{"",-8} {"".PadRight(width)}  -> {mend}");
            }
        }

        Console.WriteLine($"\n{Count(report.Errors, "error")}, {Count(report.Warnings, "warning")}, {report.Findings.Length - report.Errors - report.Warnings} ok");
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
