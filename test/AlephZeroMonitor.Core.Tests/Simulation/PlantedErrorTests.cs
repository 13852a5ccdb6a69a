using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Core.Simulation;

/// <summary>Each checker catches an error planted for it: what never fails checks nothing.</summary>
public class PlantedErrorTests
{
    private const int MostWorlds = 400;

    public static TheoryData<string, string> Errors => [.. Planted.Keys.Select(key => new TheoryDataRow<string, string>(key.Invariant, key.Error))];

    private static Dictionary<(string Invariant, string Error), Monitor> Planted { get; } = new()
    {
        [("S1", "ignores the start grace")] = Sees((seen, _) => seen with { Facts = seen.Facts with { NodeStartedAt = null } }),
        [("S1", "forgets pauses")] = Remembers(state => state with { LastRunState = null }),
        [("S1", "ignores that another monitor acts")] = Sees((seen, _) => seen with { IsStandingBy = false }),
        [("S1", "ignores that all are sick")] = Sees((seen, _) => seen with { AreAllOthersSick = false }),
        [("S1", "doesn't cool down")] = Remembers(state => state with { Restarts = state.Restarts with { LastAt = null } }),
        [("S2", "doesn't back off")] = Remembers(state => state with { Restarts = state.Restarts with { Count = Math.Min(1, state.Restarts.Count) } }),
        [("S2", "forgets a restart that the engine refused")] = Sees((seen, _) => seen.Outcome is { Result: RestartResult.Failed } failed ? seen with { Outcome = failed with { Result = RestartResult.Abandoned } } : seen),
        [("S3", "ignores production")] = Sees((seen, _) => seen with { Facts = seen.Facts with { PreparedInSession = 0 } }),
        [("S3", "ignores that the node catches up")] = Obeys(policy => policy with { HoldWhileCatchingUp = false }),
        [("S4", "ignores pauses")] = Sees((seen, _) => seen with { Pause = null }),
        [("S4", "ignores DRY_RUN")] = Obeys(policy => policy with { DryRun = false }),
        [("S4", "takes the last head when none is known")] = Sees((seen, state) => seen.Head.Number is null && state.Head.Last is { } last ? seen with { Head = Head.At(last.Number) } : seen),
        [("S5", "forgets its restarts in a crash")] = Monitor.Real with { Carry = (_, _, _) => RestartStreak.None },
        [("S5", "takes a restart under way in a crash for one that was not made")] = Monitor.Real with { Carry = (streak, saved, now) => (streak.Before ?? streak).Carry(saved, now) },
        [("S6", "measures waits by the wall clock")] = Sees((seen, _) => seen with { Elapsed = seen.At - DateTimeOffset.UnixEpoch }),
        [("S7", "believes the highest endpoint")] = Monitor.Real with { HeadFor = (network, _) => Highest(network) },
        [("L1", "holds for as long as the node is far behind")] = Sees((seen, _) => seen.Lag > 2000 ? seen with { Pause = new Pause("error", null) } : seen),
        [("L1", "needs the session line")] = Sees((seen, _) => seen.Facts.Session is null || seen.Facts.MajorSync == MajorSync.NotSeen ? seen with { Head = Head.Unknown("") } : seen),
        [("L2", "escalates again and again")] = Remembers(state => state with { Restarts = state.Restarts with { IsEscalated = false } }),
        [("L2", "never escalates")] = Remembers(state => state with { Restarts = state.Restarts with { IsEscalated = true } }),
        [("L3", "never takes a node for recovered")] = Remembers(state => state with { InStepSince = null }),
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Checker_PlantedError_IsCaught(string invariant, string error)
    {
        Switches.SkipWhenOff();
        var broken = Enumerable.Range(1, MostWorlds).Any(seed => Broken((ulong)seed, Planted[(invariant, error)]).Contains(invariant));
        Assert.True(broken, $"{invariant} held in {MostWorlds} worlds although the monitor {error}");
    }

    private static HashSet<string> Broken(ulong seed, Monitor monitor)
    {
        var world = new World(seed, 1, monitor);
        world.Run();
        return [.. world.Violations.Select(violation => violation.Invariant)];
    }

    private static Monitor Sees(Func<Observation, NodeState, Observation> change) => Monitor.Real with { Decide = (state, seen, policy) => Watchdog.Decide(state, change(seen, state), policy) };

    private static Monitor Remembers(Func<NodeState, NodeState> change) => Monitor.Real with { Decide = (state, seen, policy) => Watchdog.Decide(change(state), seen, policy) };

    private static Monitor Obeys(Func<Policy, Policy> change) => Monitor.Real with { Decide = (state, seen, policy) => Watchdog.Decide(state, seen, change(policy)) };

    private static Head Highest(NetworkView network) =>
        network.Endpoints.Select(endpoint => endpoint.Problem is null ? endpoint.Trust.Last?.Number : null).Max() is { } number ? Head.At(number) : Head.Unknown("down");
}
