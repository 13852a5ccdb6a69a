using AlephZeroMonitor.Host.Privileges;

namespace AlephZeroMonitor.Commands;

/// <summary>
/// <c>alephzero-monitor check</c>: one observation and one decision for each node, and no action; for Nagios, Icinga and their like.
/// </summary>
internal static class CheckCommand
{
    private const int Ok = 0;
    private const int Warning = 1;
    private const int Critical = 2;

    /// <summary>
    /// Also when the settings or the command line are mistaken, or the output can't be written: 1 and 2 say something of the nodes.
    /// </summary>
    private const int Unknown = 3;

    private static readonly string[] Names = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];

    public static Verb Create() => new(
        "check",
        "Look at each node once and say what would be decided, without acting. "
        + "Exit codes of monitoring plug-ins: 0 ok, 1 warning, 2 critical, 3 unknown.",
        (_, ct) => RunAsync(ct))
    {
        FailureCode = Unknown,
    };

    /// <summary>
    /// Exits with the convention of monitoring plug-ins: 0 well, 1 warning, 2 critical, 3 unknown; the worst of the nodes counts.
    /// </summary>
    private static async Task<int> RunAsync(CancellationToken ct)
    {
        var (settings, _) = await SettingsSource.ReadAsync(ct);
        if (RootRights.Plan(settings).SocketProblem is { } problem)
        {
            throw VerbFailure.Mistake(problem);
        }

        await using var looking = await LookingServices.StartAsync(settings, ct);
        var reports = await looking.LookAsync(ct);
        if (reports.Length == 0)
        {
            Console.WriteLine($"{Names[Unknown]}: no container has the label {settings.WatchLabel}, or Docker doesn't answer");
            return Unknown;
        }

        var worst = Worst(reports.Select(Severity));
        Console.WriteLine($"{Names[worst]}: {string.Join("; ", reports.Select(Text))} | {string.Join(' ', reports.Select(PerformanceData))}");
        return worst;
    }

    /// <summary>What is known to be critical counts more than what is not known.</summary>
    internal static int Worst(IEnumerable<int> severities) => severities.MaxBy(severity => severity switch { Critical => 3, Unknown => 2, _ => severity - 1 });

    /// <summary>Well is only a node in step with a head that is known and not left behind by the node itself, whatever else is known.</summary>
    internal static int Severity(NodeReport report) => report.Decision.Reason switch
    {
        Reason.InStep => report.Decision is { Head: { } head, Best: { } best } && (long)best - head <= report.Policy.BlockLag20 ? Ok : Unknown,
        Reason.Syncing or Reason.Producing or Reason.Tolerated => Warning,
        Reason.Missing or Reason.NotRunning => Critical,
        var reason when reason.AsksForAction() => Critical,
        _ => Unknown,
    };

    private static string Text(NodeReport report)
    {
        var decision = report.Decision;
        var numbers = $"lag {DecisionText.Number(decision.Lag)} (best {DecisionText.Number(decision.Best)}, head {DecisionText.Head(decision)})";

        // A bar begins the performance data, and a line end the next line.
        return $"{report.Name} {DecisionText.Verdict(decision)}, {numbers}".ReplaceLineEndings(" ").Replace('|', '/');
    }

    private static string PerformanceData(NodeReport report) =>
        $"'{report.Name}_lag'={report.Decision.Lag?.ToString() ?? "U"};{report.Policy.BlockLag20};{report.Policy.BlockLag100};0";
}
