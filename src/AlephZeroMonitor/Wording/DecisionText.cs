using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>Decisions in words and numbers.</summary>
internal static class DecisionText
{
    private const string Unknown = "unknown";

    /// <summary>What is decided: "InStep", "NotRunning (Stopped)", "would restart: FarBehind; held: CoolingDown until 12:05:10Z".</summary>
    public static string Verdict(Decision decision) => decision switch
    {
        { Hold: not Hold.None } => $"would {Verb(decision)}: {decision.Reason}; held: {decision.Hold}{Until(decision)}",
        _ when Problem(decision) is { } problem => $"{decision.Reason} ({problem})",
        _ => $"{decision.Reason}",
    };

    /// <summary>What is decided, an action that nothing held included: "restart: FarBehind"; otherwise as <see cref="Verdict"/>.</summary>
    public static string Outcome(Decision decision) => decision.Acts ? $"{Verb(decision)}: {decision.Reason}" : Verdict(decision);

    /// <summary>Why no judgement is possible; null when the reason says all.</summary>
    public static string? Problem(Decision decision) => decision switch
    {
        { Reason: Reason.Unreachable } => decision.UnreachableSaid,
        { Reason: Reason.Missing, UnreachableSaid: { } meant } => $"there is no container of this name; did you mean {meant}?",
        { Reason: Reason.Missing } => "there is no container or unit of this name",
        { Reason: Reason.NotRunning, RunState: RunState.Paused } => "its container is paused",
        { Reason: Reason.NotRunning, RunState: RunState.Stopped } => LifeEndText.Of(decision.End) ?? $"{decision.RunState}",
        { Reason: Reason.NotRunning } => $"{decision.RunState}",
        { Reason: Reason.LogUnreadable, LogProblem: { } problem } => LogProblemText.Of(problem),
        { Reason: Reason.HeadUnknown or Reason.HeadUntrusted } => EndpointText.Of(decision.HeadDoubts),
        { Reason: Reason.Dependant, DependsOn.IsEmpty: false } => $"restarted after {Parents(decision)}",
        _ => null,
    };

    /// <summary>What it is restarted after: "my-node", "my-node, other-node".</summary>
    public static string Parents(Decision decision) => string.Join(", ", decision.DependsOn);

    /// <summary>Why a rule asks for an action, with its numbers.</summary>
    public static string Explain(Decision decision, Policy policy) => decision.Reason switch
    {
        Reason.FarBehind => $"lag {Number(decision.Lag)} > {policy.BlockLag100} (BLOCK_LAG_100)",
        Reason.IdleBehind => $"left major sync, {BehindAndIdle(decision, policy)}",
        Reason.Stalled =>
            $"best hasn't moved for {Seconds(decision.StandsFor)} s, at least {Seconds(policy.StallDuration)} (STALL_DURATION), "
            + BehindAndIdle(decision, policy),
        Reason.FallingBehind =>
            $"the lag has grown throughout the last {Seconds(policy.TrendWindow)} s (TREND_WINDOW), {BehindAndIdle(decision, policy)}",
        Reason.Requested when decision.RequestedBy is { } parent && decision.DependsOn.Contains(parent) => $"{parent}, on which it depends, was restarted",
        Reason.Requested => $"asked for by {decision.RequestedBy}",
        Reason.LeftStopped when decision.StopCause == StopCause.AfterOurStart =>
            "this monitor started it, and it ended by itself soon after",
        Reason.LeftStopped => "a restart by this monitor stopped it and did not start it again, and nobody else stopped it",
        _ => $"{decision.Reason}",
    };

    /// <summary>What the last action did for the node.</summary>
    public static string Effect(Decision decision) => decision.Effect switch
    {
        RestartEffect.Recovered => $"recovered: in step {AlertText.Span(decision.RecoveredAfter ?? decision.SinceRestart ?? default)} after its restart, and since",
        RestartEffect.Worse => $"the last restart, {Ago(decision)} ago, did not help: the node is further behind",
        _ => $"the last restart, {Ago(decision)} ago, did not help",
    };

    /// <summary>Why a person is called.</summary>
    public static string Escalation(Decision decision) => decision switch
    {
        { Reason: Reason.LeftStopped } => "it does not start again after a restart",
        { RestartsInARow: 1 } => "its restart did not help",
        _ => Invariant($"{decision.RestartsInARow} restarts in a row did not help"),
    } + Repeats(decision);

    /// <summary>The warnings that the node repeats, to follow what it may be the cause of: "; its log repeats, 312 times so far: …"; empty for none.</summary>
    public static string Repeats(Decision decision) =>
        string.Concat(decision.Repeats.Select(each => Invariant($"; its log repeats, {each.Count} times so far: {each.Line}")));

    /// <summary>"restart" or "start".</summary>
    public static string Verb(Decision decision) => decision.Reason.AsksFor() == Remedy.Start ? "start" : "restart";

    /// <summary>
    /// What is known of a running node, to follow the verdict: "; best 1, head 11, lag 10, rate 3.0 blocks/s, catch-up in 5 s;
    /// left major sync, session 7, producing". What is not known is left out.
    /// </summary>
    public static string Numbers(Decision decision) => decision.RunState != RunState.Running ? "" : string.Concat(
        Joined(
            decision.Best is null ? null : $"best {Best(decision)}",
            decision.Head is null ? null : $"head {Head(decision)}",
            decision.Lag is null ? null : $"lag {Number(decision.Lag)}",
            decision.ImportRate is null ? null : $"rate {Rate(decision.ImportRate)} blocks/s",
            CatchUp(decision) is { } span ? $"catch-up {span}" : null),
        Work(decision),
        DisagreementText.Of(decision.Disagreements) is { } disagreement ? $"; {disagreement}" : "",
        decision.Reason == Reason.InStep ? "" : Repeats(decision));

    /// <summary>A number, or "unknown".</summary>
    public static string Number(uint? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>The node's best block: "110000000", "110000000 (by its RPC)" or "unknown".</summary>
    public static string Best(Decision decision) => Number(decision.Best) + decision.BestSource switch
    {
        BestSource.NodeRpc => " (by its RPC)",
        BestSource.NodeMetrics => " (by its metrics)",
        _ => "",
    };

    /// <summary>The network's head: "110000000", "110000000 (stale)" or "unknown".</summary>
    public static string Head(Decision decision) => Number(decision.Head) + (decision.IsHeadStale ? " (stale)" : "");

    /// <summary>Blocks a second, or "unknown".</summary>
    public static string Rate(double? rate) => rate?.ToString("0.0", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>The time to catch up, or why there is none; null when there is nothing to catch up, or nothing is known.</summary>
    private static string? CatchUp(Decision decision) => decision switch
    {
        { Lag: 0 or null } or { Reason: Reason.InStep } or { CatchUpRate: null } => null,
        { CatchUpIn: { } span } => $"in {AlertText.Span(span)}",
        _ => "never at this rate",
    };

    private static string Work(Decision decision) => Joined(
        decision.MajorSync switch { MajorSync.In => "in major sync", MajorSync.Left => "left major sync", _ => null },
        decision.Session is { } session ? Invariant($"session {session}") : null,
        decision switch { { IsProducing: true } => "producing", { Best: null } => null, _ => "not producing" });

    private static string Joined(params IEnumerable<string?> parts)
    {
        var known = string.Join(", ", parts.OfType<string>());
        return known.Length == 0 ? "" : $"; {known}";
    }

    private static string BehindAndIdle(Decision decision, Policy policy) =>
        $"lag {Number(decision.Lag)} > {policy.BlockLag20} (BLOCK_LAG_20), not producing in session {Number(decision.Session)}";

    public static string Seconds(TimeSpan? span) => span?.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) ?? Unknown;

    private static string Ago(Decision decision) => AlertText.Span(decision.SinceRestart ?? TimeSpan.Zero);

    /// <summary>Until when the decision's hold lasts.</summary>
    public static string Until(Decision decision) => Until(decision.At + decision.HoldFor, decision.At);

    /// <summary>" until 12:14:21Z", with the date where it isn't today's; empty when the time is not known.</summary>
    public static string Until(DateTimeOffset? until, DateTimeOffset now) => until is not { } time ? ""
        : time.UtcDateTime.ToString(time.UtcDateTime.Date == now.UtcDateTime.Date ? "' until 'HH:mm:ss'Z'" : "' until 'yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
