using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor explain</c>: why a saved decision was made.</summary>
internal static class ExplainCommand
{
    /// <summary>Explains one decision.</summary>
    /// <param name="which">Its id, a time (the latest decision then), or a node (its latest); null: the latest of all.</param>
    /// <param name="asJson">Print JSON.</param>
    public static int Run(string? which, bool asJson)
    {
        using var file = HistorySource.Open();
        if (file is null)
        {
            return ExitCodes.Failure;
        }

        if (Find(new HistoryReader(file), which) is not { } saved)
        {
            Console.Error.WriteLine($"alephzero-monitor: the history has no decision{(which is null ? "" : $" by \"{which}\", as an id, a time or a node")}");
            return ExitCodes.Failure;
        }

        if (Replay.Read(saved.Record!) is not var (state, seen, policy, decision))
        {
            Console.Error.WriteLine($"alephzero-monitor: decision {saved.Id} was saved by another version in a way that this one doesn't understand");
            return ExitCodes.Failure;
        }

        var report = new ExplainReport(
            saved.Id, saved.Node, saved.At, DecisionText.Verdict(decision),
            [.. Explanation.Sentences(decision, policy)], Holds(decision, seen, policy),
            [.. Explanation.Evidence(seen, decision).Select(each => $"{each.What}: {each.Value}{(each.At is { } at ? $" ({at})" : "")}")], WouldChange(state, seen, policy, decision), decision);
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.ExplainReport));
        }
        else
        {
            Write(report);
        }

        return ExitCodes.Success;
    }

    private static PastDecision? Find(HistoryReader reader, string? which) =>
        which is null ? reader.DecisionAt(null, DateTimeOffset.MaxValue)
        : long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? reader.Decision(id)
        : reader.DecisionAt(which, DateTimeOffset.MaxValue) is { } ofNode ? ofNode
        : DateTimeOffset.TryParse(which, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? reader.DecisionAt(null, at)
        : null;

    /// <summary>Holds are tried in their order and the first one counts: those before it did not hold, those behind it were not looked at.</summary>
    private static ImmutableArray<string> Holds(Decision decision, Observation seen, Policy policy) => !decision.Reason.AsksForRestart() ? [] :
    [
        .. Enum.GetValues<Hold>().Where(hold => hold != Hold.None).Select(hold =>
            hold == decision.Hold ? $"{hold}: held{(decision.HoldFor is { } span ? $" until {HistorySource.Time(decision.At + span)}" : "")}"
            : decision.Hold == Hold.None || hold < decision.Hold ? $"{hold}: did not hold{Numbers(hold, decision, seen, policy)}"
            : $"{hold}: not looked at"),
    ];

    private static string Numbers(Hold hold, Decision decision, Observation seen, Policy policy) => hold switch
    {
        Hold.Starting => seen.Facts.NodeStartedAt is { } banner ? $" (start banner at {banner}, START_GRACE {policy.StartGrace.TotalSeconds:0} s)" : " (no start banner in this life's log)",
        Hold.CoolingDown or Hold.BackingOff => decision.SinceRestart is { } since ? $" ({since.TotalSeconds:0} s since our last restart, the {decision.RestartsInARow}. in a row)" : " (no restart of ours before)",
        Hold.CatchingUp => $" (the lag shrinks by {DecisionText.Rate(decision.CatchUpRate)} blocks a second; 1 or more holds)",
        _ => "",
    };

    /// <summary>Single changes of a setting that turn a restart into none, or none into a restart; each is tried by deciding again.</summary>
    private static ImmutableArray<string> WouldChange(NodeState state, Observation seen, Policy policy, Decision decision)
    {
        if (decision.Lag is not { } lag)
        {
            return [];
        }

        var under = lag == 0 ? 0 : lag - 1;
        (string Text, Policy Policy)[] changes =
        [
            ($"BLOCK_LAG_100={lag}", policy with { BlockLag100 = lag }),
            ($"BLOCK_LAG_100={under}", policy with { BlockLag100 = under }),
            ($"BLOCK_LAG_20={lag}", policy with { BlockLag20 = lag }),
            ($"BLOCK_LAG_20={under}", policy with { BlockLag20 = under }),
            ("START_GRACE=0", policy with { StartGrace = TimeSpan.Zero }),
            ("RESTART_COOLDOWN=0", policy with { RestartCooldown = TimeSpan.Zero }),
            ("HOLD_WHILE_CATCHING_UP=false", policy with { HoldWhileCatchingUp = false }),
            ("DRY_RUN=false", policy with { DryRun = false }),
        ];
        return
        [
            .. from change in changes
               let other = Watchdog.Decide(state, seen, change.Policy).Decision
               where other.Restarts != decision.Restarts
               select $"with {change.Text}: {(other.Restarts ? $"restart: {other.Reason}" : DecisionText.Verdict(other))}",
        ];
    }

    private static void Write(ExplainReport report)
    {
        Console.WriteLine($"#{report.Id} {report.Node} at {HistorySource.Time(report.At)}: {report.Verdict}{(report.Decision.Restarts ? ", restart" : "")}");
        Write("Why:", report.Why);
        Write("Holds, in their order:", report.Holds);
        Write("Evidence:", report.Evidence);
        Write("What would have changed it:", report.WouldChange);
    }

    private static void Write(string title, ImmutableArray<string> lines)
    {
        if (!lines.IsEmpty)
        {
            Console.WriteLine(title);
        }

        foreach (var line in lines)
        {
            Console.WriteLine($"  {line}");
        }
    }
}
