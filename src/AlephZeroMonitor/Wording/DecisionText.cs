using System.Globalization;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Wording;

/// <summary>Decisions in words and numbers, for the log.</summary>
internal static class DecisionText
{
    /// <summary>What is decided: "InStep", "would restart: FarBehind; held: CoolingDown until 12:05:10Z".</summary>
    public static string Verdict(Decision decision) => decision switch
    {
        { Hold: not Hold.None } => $"would restart: {decision.Reason}; held: {decision.Hold}{Until(decision)}",
        { Reason: Reason.NotRunning } => $"{decision.Reason} ({decision.RunState})",
        { Problem: not null } => $"{decision.Reason} ({decision.Problem})",
        _ => decision.Reason.ToString(),
    };

    /// <summary>What is decided, a restart that nothing held included: "restart: FarBehind", else as <see cref="Verdict"/>.</summary>
    public static string Outcome(Decision decision) => decision.Restarts ? $"restart: {decision.Reason}" : Verdict(decision);

    /// <summary>Why a rule asks for a restart, with its numbers.</summary>
    public static string Explain(Decision decision, Policy policy) => decision.Reason switch
    {
        Reason.FarBehind => $"lag {Number(decision.Lag)} > {policy.BlockLag100} (BLOCK_LAG_100)",
        Reason.IdleBehind => $"left major sync, {BehindAndIdle(decision, policy)}",
        Reason.Stalled => $"best hasn't moved for {Seconds(decision.StandsFor)} s, at least {Seconds(policy.StallDuration)} (STALL_DURATION), {BehindAndIdle(decision, policy)}",
        Reason.FallingBehind => $"the lag has grown all through {Seconds(policy.TrendWindow)} s (TREND_WINDOW), {BehindAndIdle(decision, policy)}",
        Reason.Requested => $"asked for by {decision.RequestedBy}",
        _ => decision.Reason.ToString(),
    };

    /// <summary>What the last restart did, for people.</summary>
    public static string Effect(Decision decision) => decision.Effect switch
    {
        RestartEffect.Recovered => $"recovered {Seconds(decision.SinceRestart)} s after its restart",
        RestartEffect.Worse => $"the last restart, {Seconds(decision.SinceRestart)} s ago, did not help: the node is further behind",
        _ => $"the last restart, {Seconds(decision.SinceRestart)} s ago, did not help",
    };

    /// <summary>A number, or "unknown".</summary>
    public static string Number(uint? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "unknown";

    /// <summary>The node's best block: "110000000", "110000000 (by its RPC)" or "unknown".</summary>
    public static string Best(Decision decision) => Number(decision.Best) + decision.BestSource switch { BestSource.NodeRpc => " (by its RPC)", BestSource.NodeMetrics => " (by its metrics)", _ => "" };

    /// <summary>The network's head: "110000000", "110000000 (stale)" or "unknown".</summary>
    public static string Head(Decision decision) => Number(decision.Head) + (decision.IsHeadStale ? " (stale)" : "");

    /// <summary>Blocks a second, or "unknown".</summary>
    public static string Rate(double? rate) => rate?.ToString("0.0", CultureInfo.InvariantCulture) ?? "unknown";

    /// <summary>The time to catch up, or why there is none. A node in step has nothing to catch up: its lag is that of any node.</summary>
    public static string CatchUp(Decision decision) => decision switch
    {
        { Lag: 0 } or { Reason: Reason.InStep } => "done",
        { CatchUpIn: { } span } => "in " + span.ToString(span.TotalDays < 1 ? @"hh\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture),
        { CatchUpRate: null } or { Lag: null } => "unknown",
        _ => "never at this pace",
    };

    /// <summary>What the log told of sync and production.</summary>
    public static string Work(Decision decision)
    {
        var sync = decision.MajorSync switch { MajorSync.In => "in major sync", MajorSync.Left => "left major sync", _ => "no major sync seen" };
        return $"{sync}, session {Number(decision.Session)}, {(decision.IsProducing ? "producing" : "not producing")}{(decision.Disagreement is { } disagreement ? $"; {disagreement}" : "")}";
    }

    private static string BehindAndIdle(Decision decision, Policy policy) =>
        $"lag {Number(decision.Lag)} > {policy.BlockLag20} (BLOCK_LAG_20), not producing in session {Number(decision.Session)}";

    private static string Seconds(TimeSpan? span) => span?.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) ?? "unknown";

    private static string Until(Decision decision) => decision.HoldFor is { } span
        ? (decision.At + span).ToString("' until 'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : "";
}
