using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The two rules without any hold, memory or doubt, to compare with: R1 and R2 at each check, on whatever the first endpoint says.</summary>
internal static class PlainRules
{
    /// <summary>A monitor that has nothing else.</summary>
    public static LoopFunctions Functions { get; } = new()
    {
        Decide = (state, seen, policy) =>
        {
            var isProducing = seen.Facts.ProducingInSession;
            var reason = seen switch
            {
                { RunState: not RunState.Running } => Reason.NotRunning,
                { Lag: null } => Reason.HeadUnknown,
                { Lag: var lag } when lag > policy.BlockLag100 => Reason.FarBehind,
                { Lag: var lag, Facts.MajorSync: MajorSync.Left } when lag > policy.BlockLag20 && !isProducing => Reason.IdleBehind,
                _ => Reason.InStep,
            };
            return (state, new Decision { At = seen.At, Reason = reason, RunState = seen.RunState, Lag = seen.Lag });
        },
        HeadFor = (network, _) => network.Endpoints[0] is { Problem: null, Trust.Last: { } last } ? Core.Network.Head.At(last.Number) : Core.Network.Head.Unknown(),
    };
}
