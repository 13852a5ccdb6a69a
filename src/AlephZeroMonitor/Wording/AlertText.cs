using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>Alerts in words, with their numbers.</summary>
internal static class AlertText
{
    /// <summary>An alert that stands: what, why and what to do. How a crash went is in the decision's line.</summary>
    public static string Of(Alert alert, Decision decision) => $"{alert.Kind}: {News(alert, decision).TrimEnd('.')}. {ToDo(alert.Kind, decision)}";

    /// <summary>An alert that has ended.</summary>
    public static string Over(Alert alert, Decision decision) => $"{alert.Kind} is over after {Span(decision.At - alert.Since)}: {Verified(alert, decision)}";

    /// <summary>By what it is known that it is over.</summary>
    public static string Verified(Alert alert, Decision decision) => alert.Kind switch
    {
        AlertKind.RestartsDidNotHelp when decision.SinceRestart is not null => DecisionText.Effect(decision with { Effect = RestartEffect.Recovered }),
        AlertKind.Crashed when decision.RunState == RunState.Running => $"it runs again; {StateText.Of(decision)}",
        AlertKind.CrashLooping => "it has run long enough without a crash",
        AlertKind.FinalityStalled or AlertKind.NetworkFinalityStalled => $"finalized block {DecisionText.Number(decision.Finalized)}",
        AlertKind.NoPeers => $"connected peers: {DecisionText.Number(decision.Peers)}",
        _ => StateText.Of(decision),
    };

    /// <summary>What is seen, with its numbers.</summary>
    public static string Cause(Alert alert, Decision decision) => (alert, decision.Fork) switch
    {
        ({ Line: { } line }, _) => $"its log reports: {line}",
        ({ Kind: AlertKind.RestartsDidNotHelp }, _) => DecisionText.Escalation(decision),
        ({ Kind: AlertKind.Blind }, _) => $"for {Span(decision.At - alert.Since)} it could not be judged: {StateText.Of(decision)}",
        ({ Kind: AlertKind.Crashed }, _) when LifeEndText.Of(decision.End) is { } end => end,
        ({ Kind: AlertKind.CrashLooping }, _) when LifeEndText.Of(decision.End) is { } end =>
            $"it crashed three or more times within a day, most recently: {end}",
        ({ Kind: AlertKind.LeftStopped }, _) when decision.StopCause == StopCause.Unknown =>
            $"an action of this monitor may have left it stopped, or its owner stopped it: {StateText.Of(decision)}",
        ({ Kind: AlertKind.LeftStopped or AlertKind.RestartHeld }, _) => StateText.Of(decision),
        ({ Kind: AlertKind.Forked }, { } fork) =>
            Invariant($"it finalized {fork.NodeHash} as block {fork.Block}, where the network has {fork.NetworkHash}"),
        ({ Kind: AlertKind.FinalityStalled }, _) => Standing(alert, decision),
        ({ Kind: AlertKind.NetworkFinalityStalled }, _) => $"{Standing(alert, decision)}, and the network's finality has stalled, too",
        ({ Kind: AlertKind.EndpointsBehind }, _) when DisagreementText.Of(decision.Disagreements) is { } difference => difference,
        ({ Kind: AlertKind.HeadStale }, _) => $"the head {DecisionText.Head(decision)} has not moved",
        _ => AlertGuide.Of(alert.Kind).Meaning.TrimEnd('.'),
    };

    /// <summary>What a person should do.</summary>
    public static string ToDo(AlertKind alert, Decision decision) => alert == AlertKind.Blind && BlindRemedy(decision) is { } remedy
        ? remedy
        : AlertGuide.Of(alert).ToDo;

    /// <summary>A span by its two greatest units: "3 d 4 h", "12 min 5 s".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => Invariant($"{span.Days} d {span.Hours} h"),
        { TotalHours: >= 1 } => Invariant($"{span.Hours} h {span.Minutes} min"),
        { TotalMinutes: >= 1 } => Invariant($"{span.Minutes} min {span.Seconds} s"),
        _ => Invariant($"{Math.Max(0, span.Seconds)} s"),
    };

    private static string News(Alert alert, Decision decision) => alert.Kind == AlertKind.Crashed ? "nothing starts it again" : Cause(alert, decision);

    private static string? BlindRemedy(Decision decision) => decision.Reason switch
    {
        Reason.Unreachable =>
            "See whether Docker runs, and whether the directory of its socket is still mounted; `alephzero-monitor doctor` checks it.",
        Reason.LogUnreadable => LogRemedy(decision.LogProblem?.Kind),
        Reason.BestUnknown => "The log shows no block since the node started: check there what the node waits for.",
        Reason.HeadUnknown or Reason.HeadUntrusted =>
            "Set RPC_URL to endpoints that answer for this chain; `alephzero-monitor doctor` checks them.",
        Reason.NotRunning => "It starts and stops again and again: see its log for the cause.",
        _ => null,
    };

    private static string LogRemedy(LogProblemKind? kind) => kind switch
    {
        LogProblemKind.Driver => "Create the container again with another log driver.",
        LogProblemKind.Refused => "Allow the request in the proxy.",
        LogProblemKind.Missing => "Restart the container: Docker then makes a new log file.",
        LogProblemKind.Damaged => "See whether the disk is full or failing, and create the container again: it then has a new log file.",
        LogProblemKind.Slow => "See whether the disk is busy, and limit the log (max-size, max-file).",
        _ => "`docker logs` shows whether Docker itself can read it.",
    };

    private static string Standing(Alert alert, Decision decision) =>
        $"the finalized block is stuck at {DecisionText.Number(alert.Finalized)} while the best block moved to {DecisionText.Best(decision)}";
}
