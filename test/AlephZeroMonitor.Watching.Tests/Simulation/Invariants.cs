namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>What must hold, each judged by the truth and the checkers' own account; null when it holds.</summary>
internal static class Invariants
{
    /// <summary>Clock ticks are rounded, and a drifting clock measures what was logged before it was first seen.</summary>
    private const double Tolerance = 0.2;

    /// <summary>All of them.</summary>
    public static readonly (string Name, Func<Check, string?> Broken)[] All =
    [
        ("S1", RestartInsideAHold), ("S2", MoreOftenThanTheBackOff), ("S3", ProducingOrCatchingUp), ("S4", BlindPausedDryOrNotRunning), ("S5", TwiceAcrossACrash),
        ("S6", WaitShortenedByAJump), ("S7", WordOfOneLiar), ("S8", OwnersStopUndone), ("S9", LogNotReadToItsEnd), ("S10", TwoAtATime),
        ("L1", FrozenButLeftAlone), ("L2", NotEscalatedOnce), ("L3", BackOffNotReset), ("L4", BlindUnsaid), ("L5", LeftStopped), ("L6", CrashUnsaid),
        ("M1", c => c.Told.Fault), ("M2", ToldOtherwise),
    ];

    private static string? RestartInsideAHold(Check c) =>
        !c.IsAsked ? null
        : c.Seen.StandingByFor is not null ? "restart while standing by"
        : c.Node.BannerAt is { } banner && c.At - banner < c.Policy.StartGrace.TotalSeconds - Tolerance && IsEvidenceSeenInTime(c, banner) ? $"restart {c.At - banner:0.0} s after the start banner"
        : c.At - c.Ledger.ResumedAt(c.Seen, c.At) < c.Policy.StartGrace.TotalSeconds - Tolerance ? "restart soon after a pause"
        : c.Decision.Reason == Reason.IdleBehind && c.Node.SessionAfterProductionAt is { } session && session <= c.SeenAt
          && c.At - session < c.Policy.StartGrace.TotalSeconds - Tolerance && IsEvidenceSeenInTime(c, session) ? $"restart of a producer {c.At - session:0.0} s into its session"
        : c.Ledger.Calls > 0 && c.At - c.Ledger.LastCallAt < c.Policy.RestartCooldown.TotalSeconds - Tolerance ? $"restart {c.At - c.Ledger.LastCallAt:0.0} s after the last"
        : c.Seen.AreAllOthersSick && c.Decision.Reason != Reason.Requested ? "restart while all are sick"
        : null;

    private static string? MoreOftenThanTheBackOff(Check c) =>
        c.IsAsked && c.At - c.Ledger.LastCallAt < c.WaitAfter(c.Ledger.Calls) - Tolerance ? $"restart {c.Ledger.Calls + 1} in a row came {c.At - c.Ledger.LastCallAt:0.0} s after the one before" : null;

    private static string? ProducingOrCatchingUp(Check c) =>
        !c.IsAsked ? null
        : c.Decision.Reason is not (Reason.FarBehind or Reason.Requested) && c.Node.ProducedAt <= c.SeenAt && c.At - c.Node.ProducedAt < Core.Chains.ChainProfile.SessionLength.TotalSeconds - Tolerance && IsEvidenceSeenInTime(c, c.Node.ProducedAt ?? 0)
            ? $"restart {c.At - c.Node.ProducedAt:0.0} s after it produced a block"
        : c.Policy.HoldWhileCatchingUp && c.Node.CatchUpRate >= 10 && c.At - c.Node.CatchesUpSince > 75 && c.Node.Illness == Illness.None && c.At - c.Node.IllSince > 75
          && c.World.AreHeadsHonest(c.At) && c.SeenAt - c.Ledger.LifeSeenSince(c.Seen, c.SeenAt) > 10 && IsEvidenceSeenInTime(c, c.At - 75) ? $"restart while it catches up at {c.Node.CatchUpRate} blocks a second"
        : null;

    private static string? BlindPausedDryOrNotRunning(Check c) =>
        !c.IsAsked ? null
        : c.Node.RunState != RunState.Running || c.Seen.RunState != RunState.Running ? $"restart of a container that is {c.Node.RunState}"
        : c.Node.Shown is null ? "restart of a node whose log shows no block"
        : c.World.IsBlind ? "restart although no endpoint that counts tells a head"
        : c.Seen.Pause is not null ? "restart of a paused node"
        : c.Policy.DryRun ? "restart in a dry run"
        : null;

    private static string? TwiceAcrossACrash(Check c) =>
        c.IsAsked && c.Ledger.HasCrashedSince && c.At - c.Ledger.LastCallAt < c.Policy.RestartCooldown.TotalSeconds - Tolerance
            ? $"the engine was asked {c.At - c.Ledger.LastCallAt:0.0} s ago, and the monitor crashed in between" : null;

    private static string? WaitShortenedByAJump(Check c) =>
        c.IsAsked && c.World.Clock.LastJumpAt > Math.Max(c.Ledger.LastCallAt, c.Node.BannerAt ?? 0) - 1
        && (c.At - c.Ledger.LastCallAt < c.WaitAfter(c.Ledger.Calls) - Tolerance
            || (c.At - c.Node.BannerAt < c.Policy.StartGrace.TotalSeconds - Tolerance && IsEvidenceSeenInTime(c, c.Node.BannerAt ?? 0)))
            ? "the clock was set, and a wait became shorter" : null;

    /// <summary>However the liar lies: no rule may ask for what the true head doesn't ask for. A node that boasts is a second liar.</summary>
    private static string? WordOfOneLiar(Check c) =>
        c.IsAsked && c.World.Traits.OneLiar && c.Node.Illness != Illness.Boasting && c.Decision.Reason != Reason.Requested && c.World.ForgotAt < c.At - 900
        && c.ShownLag <= (c.Decision.Reason == Reason.FarBehind ? c.Policy.BlockLag100 : c.Policy.BlockLag20)
            ? $"restart for {c.Decision.Reason}, but the true lag is {c.ShownLag:0}" : null;

    private static string? OwnersStopUndone(Check c) => c.Asked switch
    {
        Remedy.Restart when c.Node.OwnerStopAskedAt <= c.SeenAt => "restart of a node that its owner is stopping",
        Remedy.Start when c.Node.StopCause is not (StopCause.OurRestart or StopCause.AfterOurStart) => "start of a node that its owner stopped",
        Remedy.Start when c.Seen.StandingByFor is not null || c.Seen.Pause is not null || c.Policy.DryRun => "start inside a hold",
        _ => null,
    };

    private static string? LogNotReadToItsEnd(Check c) =>
        c.IsAsked && c.SeenAt < c.Node.LogDamagedUntil && c.Decision.Reason != Reason.Requested ? "restart by a log that was not read to its end" : null;

    private static string? TwoAtATime(Check c) => c.Asked != Remedy.None && IsAnotherActedOn(c) ? "two nodes are acted on at the same time" : null;

    private static bool IsAnotherActedOn(Check c) => c.World.Loops.Any(other => other.Node != c.Node && other.IsActing);

    /// <summary>It is acted on, or is looked at next, so that it can be.</summary>
    private static bool IsAnotherFirst(Check c) => IsAnotherActedOn(c) || c.World.Loops.Any(other => other.Node != c.Node && other.DueAt <= c.At);

    /// <summary>A node that our action left stopped is started, once nothing holds that, unless no monitor ran for too long meanwhile.</summary>
    private static string? LeftStopped(Check c) =>
        c.Seen is { RunState: RunState.Stopped, StandingByFor: null, Pause: null } && !IsAnotherFirst(c) && c.Node.RunState == RunState.Stopped && !c.Policy.DryRun
        && c.Node.StopCause is StopCause.OurRestart or StopCause.AfterOurStart && c.Ledger.LongestAbsence < 890
        && c.At - c.Ledger.LastIntentAt > c.WaitAfter(Math.Max(1, c.Ledger.Intents)) + 1 && !c.Decision.Acts
            ? $"left stopped by our action, but the decision is {c.Decision.Reason} {c.Decision.Hold}" : null;

    private static string? FrozenButLeftAlone(Check c) =>
        MustRestart(c) && !c.Decision.Acts ? $"frozen {c.ShownLag:0} behind for {c.At - c.Node.ShownSince:0} s, and nothing holds it, but the decision is {c.Decision.Reason} {c.Decision.Hold}" : null;

    private static string? NotEscalatedOnce(Check c) =>
        c.Ledger.Escalations + (c.Decision.Escalates ? 1 : 0) > 1 ? "escalated again without a recovery in between"
        : MustRestart(c) && c.Ledger.Calls >= 3 && c.Ledger.Escalations == 0 && !c.Decision.Escalates ? $"{c.Ledger.Calls} restarts did not help, and nobody was called"
        : c.Decision.Escalates && c.Ledger.Intents < 3 && c.Decision.Reason != Reason.LeftStopped ? $"escalated after {c.Ledger.Intents} restarts"
        : null;

    private static string? BackOffNotReset(Check c) =>
        c.Ledger.IsRecovered && c.Seen.StandingByFor is null && (c.Decision.RestartsInARow != 0 || c.Decision.Hold == Hold.BackingOff) ? $"recovered, but the count is {c.Decision.RestartsInARow}" : null;

    /// <summary>A node that cannot be judged is reported, and only such a one.</summary>
    private static string? BlindUnsaid(Check c) => (c.SeenAt - c.Ledger.BlindSince(c.Seen, c.SeenAt), c.Decision.Alerts.Any(alert => alert.Kind == AlertKind.Blind)) switch
    {
        ({ } blindFor, false) when blindFor > c.Policy.BlindAfter.TotalSeconds + Tolerance => $"it could not be judged for {blindFor:0.0} s, and there is no alert",
        (null, true) => "it can be judged, and the alert says that it cannot",
        _ => null,
    };

    /// <summary>A node that crashed and stays stopped is reported, and only such a one.</summary>
    private static string? CrashUnsaid(Check c) => (c.Seen.RunState, c.Seen.End, c.Decision.Alerts.Any(alert => alert.Kind == AlertKind.Crashed)) switch
    {
        (RunState.Stopped, not null, false) => "it crashed and is stopped, and there is no alert",
        (RunState.Running, _, true) => "it runs, and the alert says that it is stopped since it crashed",
        _ => null,
    };

    /// <summary>By what they were told, people know which alerts stand: whoever goes by messages misses nothing of L2 and L4.</summary>
    private static string? ToldOtherwise(Check c) => c.Told.Standing.SequenceEqual(c.Decision.Alerts.Select(alert => alert.Kind).Order())
        ? null
        : $"people were told of {string.Join(", ", c.Told.Standing)}, and what stands is {string.Join(", ", c.Decision.Alerts.Select(alert => alert.Kind))}";

    /// <summary>What was logged before a run of the monitor began has an age by the wall clock alone; no clock could tell that it was set meanwhile.</summary>
    private static bool IsEvidenceSeenInTime(Check c, double loggedAt) => loggedAt > c.Ledger.RunBeganAt || c.World.Clock.LastJumpAt < loggedAt || c.World.Clock.LastJumpAt > c.Ledger.RunBeganAt + 400;

    /// <summary>By the truth, a rule asks for a restart and no hold is left.</summary>
    private static bool MustRestart(Check c) =>
        c.Node.Shown is not null && c.Node.Illness is Illness.Frozen or Illness.Mute && c.Seen is { RunState: RunState.Running, StandingByFor: null, Pause: null, AreAllOthersSick: false, OwnerStop: OwnerStop.No, LogProblem: null }
        && c.Node.RunState == RunState.Running && c.Node.Shown is not null
        && !IsAnotherFirst(c) && !c.Policy.DryRun && c.World.AreHeadsHonest(c.At) && c.ShownLag > c.Policy.BlockLag100 + 5 && c.At - c.Node.ShownSince > 80
        && c.At - Math.Max(c.Node.BannerAt ?? 0, c.Ledger.MayHaveResumedAt(c.Seen, c.At)) > c.Policy.StartGrace.TotalSeconds + 1 && c.At - c.Ledger.LastIntentAt > c.WaitAfter(Math.Max(1, c.Ledger.Intents)) + 1
        && c.At - c.World.Clock.LastJumpAt > 900 && c.At - c.World.Clock.BootedAt > 900;
}
