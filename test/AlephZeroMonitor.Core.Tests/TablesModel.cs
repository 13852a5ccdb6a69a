using AlephZeroMonitor.Core.Chains;

namespace AlephZeroMonitor.Core;

/// <summary>docs/decisions.md once more, written down row by row: a second opinion on what <see cref="Watchdog.Decide"/> answers.</summary>
internal static class TablesModel
{
    private static readonly (Reason Reason, Func<TablesCase, bool> When)[] Reasons =
    [
        (Reason.Unreachable, c => c.RunState == RunState.Unreachable),
        (Reason.Missing, c => c.RunState == RunState.Missing),
        (Reason.LeftStopped, c => c.RunState == RunState.Stopped && c.StopCause is StopCause.OurRestart or StopCause.AfterOurStart),
        (Reason.NotRunning, c => c.RunState is RunState.Stopped or RunState.Paused or RunState.Restarting),
        (Reason.Requested, c => c.IsDependant && c.IsRequested),
        (Reason.Dependant, c => c.IsDependant),
        (Reason.LogUnreadable, c => !c.IsBestKnown && c.IsLogUnreadable),
        (Reason.BestUnknown, c => !c.IsBestKnown),
        (Reason.HeadUntrusted, c => c.IsHeadUntrusted),
        (Reason.HeadUnknown, c => !c.IsHeadKnown),
        (Reason.FarBehind, c => c.Lag > c.Policy.BlockLag100),
        (Reason.IdleBehind, c => c.HasLeftMajorSync && c.Lag > c.Policy.BlockLag20 && !c.IsProducing),
        (Reason.Stalled, c => c.Policy.StallDuration is { } s && c.BestStoodFor >= s.TotalSeconds && c.HeadMovedBy > 0 && c.Lag > c.Policy.BlockLag20 && !c.IsProducing),
        (Reason.Requested, c => c.IsRequested),
        (Reason.InStep, c => c.Lag <= c.Policy.BlockLag20),
        (Reason.Syncing, c => c.IsInMajorSync),
        (Reason.Producing, c => c.IsProducing),
        (Reason.Tolerated, _ => true),
    ];

    private static readonly (Hold Hold, Func<TablesCase, bool> When)[] Holds =
    [
        (Hold.StandingBy, c => c.IsStandingBy),
        (Hold.Paused, c => c.IsPaused),
        (Hold.OwnerStopping, c => c.OwnerStop is OwnerStop.Pending or OwnerStop.Unknown),
        (Hold.ParentDown, c => c.IsParentDown),
        (Hold.Starting, c => c.RunState == RunState.Running && c.SinceBanner < c.Policy.StartGrace.TotalSeconds),
        (Hold.Starting, c => c.RunState == RunState.Running && c.SinceLook > 240 && c.Policy.StartGrace > TimeSpan.Zero),
        (Hold.Starting, c => Judge(c) == Reason.IdleBehind && c.HasProducedInLastSession && c.SinceSession < c.Policy.StartGrace.TotalSeconds),
        (Hold.CoolingDown, c => !CompletesARestart(c) && c.RestartsInARow < 2 && c.SinceRestart < c.Policy.RestartCooldown.TotalSeconds),
        (Hold.BackingOff, c => !CompletesARestart(c) && c.RestartsInARow >= 2 && c.SinceRestart < Math.Min(
            c.Policy.RestartCooldown.TotalSeconds * Math.Pow(2, c.RestartsInARow - 1), Math.Max(c.Policy.RestartCooldown.TotalSeconds, c.Policy.RestartBackoffMax.TotalSeconds))),
        (Hold.CatchingUp, c => c.RunState == RunState.Running && c.Policy.HoldWhileCatchingUp && c.ImportRate - ChainProfile.BlocksPerSecond >= 1),
        (Hold.ManySick, c => c.AreAllOthersSick && Judge(c) is not (Reason.Requested or Reason.LeftStopped)),
        (Hold.OneAtATime, c => c.IsAnotherFirst),
        (Hold.DryRun, c => c.Policy.DryRun),
        (Hold.None, _ => true),
    ];

    private static bool CompletesARestart(TablesCase c) => c is { RunState: RunState.Stopped, StopCause: StopCause.OurRestart, LastRemedy: Remedy.Restart };

    /// <summary>The reason: the first row that matches.</summary>
    public static Reason Judge(TablesCase c) => Reasons.First(row => row.When(c)).Reason;

    /// <summary>The hold: the first row that matches, when the reason asks for an action.</summary>
    public static Hold HoldOf(TablesCase c) => Judge(c) <= Reason.LeftStopped ? Holds.First(row => row.When(c)).Hold : Hold.None;
}
