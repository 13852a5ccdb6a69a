using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>Each checker catches an error planted for it: what never fails checks nothing.</summary>
public class PlantedErrorTests
{
    private const int MostWorlds = 400;

    public static TheoryData<string, string> Errors => [.. Planted.Keys.Select(key => new TheoryDataRow<string, string>(key.Invariant, key.Error))];

    private static Dictionary<(string Invariant, string Error), LoopFunctions> Planted { get; } = new()
    {
        [("S1", "ignores the start grace")] = Sees((seen, _) => seen with { Facts = seen.Facts with { NodeStartedAt = null } }),
        [("S1", "doesn't wait for a producer's first slot of a session")] = Sees((seen, _) => seen with { Facts = seen.Facts with { ProducedInLastSession = false } }),
        [("S1", "forgets pauses")] = Remembers(state => state with { LastRunState = null }),
        [("S1", "takes no notice of a gap in which nobody looked")] = Remembers(state => state with { LastLook = null }),
        [("S1", "ignores that another monitor acts")] = Sees((seen, _) => seen with { StandingByFor = null }),
        [("S1", "ignores that all are sick")] = Sees((seen, _) => seen with { AreAllOthersSick = false }),
        [("S1", "doesn't cool down")] = Remembers(state => state with { Restarts = state.Restarts with { LastAt = null } }),
        [("S2", "doesn't back off")] = Remembers(state => state with { Restarts = state.Restarts with { Count = Math.Min(1, state.Restarts.Count) } }),
        [("S2", "forgets a restart that the engine refused")] = Sees((seen, _) => seen.Outcome is { Result: ActionResult.Failed } failed ? seen with { Outcome = failed with { Result = ActionResult.Abandoned } } : seen),
        [("S3", "ignores production")] = Sees((seen, _) => seen with { Facts = seen.Facts with { PreparedInSession = 0 } }),
        [("S3", "ignores that the node catches up")] = Obeys(policy => policy with { HoldWhileCatchingUp = false }),
        [("S4", "ignores pauses")] = Sees((seen, _) => seen with { Pause = null }),
        [("S4", "ignores DRY_RUN")] = Obeys(policy => policy with { DryRun = false }),
        [("S4", "takes the last head when none is known")] = Sees((seen, state) => seen.Head.Number is null && state.Head.Last is { } last ? seen with { Head = Head.At(last.Number) } : seen),
        [("S5", "forgets its restarts in a crash")] = new LoopFunctions { Carry = (_, _, _) => RestartStreak.None },
        [("S5", "takes a restart under way in a crash for one that was not made")] = new LoopFunctions { Carry = (streak, saved, now) => (streak.Before ?? streak).Carry(saved, now) },
        [("S6", "measures waits by the wall clock")] = Sees((seen, _) => seen with { Elapsed = seen.At - DateTimeOffset.UnixEpoch }),
        [("S7", "believes the highest endpoint")] = new LoopFunctions { HeadFor = (network, _) => Highest(network) },
        [("S8", "ignores that the owner is stopping the node")] = Sees((seen, _) => seen with { OwnerStop = OwnerStop.No }),
        [("S8", "starts what its owner stopped")] = Sees((seen, state) =>
            seen.RunState == RunState.Stopped && state.LastAction is not null ? seen with { StopCause = StopCause.OurRestart } : seen),
        [("S8", "takes a node that crashed for one that it left stopped")] = Sees((seen, _) =>
            seen.End is { IsCrash: true } ? seen with { StopCause = StopCause.OurRestart } : seen),
        [("S8", "starts what its owner stopped while it was restarted")] = Sees((seen, state) =>
            seen.RunState == RunState.Stopped && seen.Outcome is { Cause: ActionCause.OwnerStopped } ? seen with { StopCause = StopCause.OurRestart } : seen),
        [("S9", "takes what was read before a damage for the present")] = Sees((seen, state) =>
            seen.LogProblem is not null && state.Current.Standstill is { } last ? seen with { Facts = NodeFacts.None with { Best = last.Best } } : seen),
        [("L6", "says nothing of crashes")] = Sees((seen, _) => seen with { End = null }),
        [("L5", "respects what it left stopped itself")] = Sees((seen, _) => seen with { StopCause = StopCause.None }),
        [("L1", "holds for as long as the node is far behind")] = Sees((seen, _) => seen.Lag > 2000 ? seen with { Pause = new Pause("error", null) } : seen),
        [("L1", "needs the session line")] = Sees((seen, _) => seen.Facts.Session is null || seen.Facts.MajorSync == MajorSync.NotSeen ? seen with { Head = Head.Unknown() } : seen),
        [("L2", "escalates again and again")] = Remembers(state => state with { Restarts = state.Restarts with { IsEscalated = false } }),
        [("L2", "never escalates")] = Remembers(state => state with { Restarts = state.Restarts with { IsEscalated = true } }),
        [("L4", "forgets since when it is blind")] = Remembers(state => state with { Alerts = Core.Memory.AlertWatch.None }),
        [("M1", "gives an alert another begin at each check")] = new LoopFunctions
        {
            Decide = (state, seen, policy) => Watchdog.Decide(state, seen, policy) is var (next, decision)
                ? (next, decision with { Alerts = [.. decision.Alerts.Select(alert => alert with { Since = seen.At })] })
                : default,
        },
        [("L3", "never takes a node for recovered")] = Remembers(state => state with { Current = state.Current with { InStepSince = null } }),
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Checker_PlantedError_IsCaught(string invariant, string error)
    {
        Switches.SkipWhenOff();
        var broken = Enumerable.Range(1, MostWorlds).Any(seed => Broken((ulong)seed, Planted[(invariant, error)]).Contains(invariant));
        Assert.True(broken, $"{invariant} held in {MostWorlds} worlds although the monitor {error}");
    }

    private static HashSet<string> Broken(ulong seed, LoopFunctions functions)
    {
        var world = new World(seed, 1, functions);
        world.Run();
        return [.. world.Violations.Select(violation => violation.Invariant)];
    }

    private static LoopFunctions Sees(Func<Observation, NodeState, Observation> change) => new LoopFunctions { Decide = (state, seen, policy) => Watchdog.Decide(state, change(seen, state), policy) };

    private static LoopFunctions Remembers(Func<NodeState, NodeState> change) => new LoopFunctions { Decide = (state, seen, policy) => Watchdog.Decide(change(state), seen, policy) };

    private static LoopFunctions Obeys(Func<Policy, Policy> change) => new LoopFunctions { Decide = (state, seen, policy) => Watchdog.Decide(state, seen, change(policy)) };

    private static Head Highest(NetworkView network) =>
        network.Endpoints.Select(endpoint => endpoint.Problem is null ? endpoint.Trust.Last?.Number : null).Max() is { } number ? Head.At(number) : Head.Unknown();
}
