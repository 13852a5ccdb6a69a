using System.Text.RegularExpressions;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

/// <summary>docs/decisions.md says what <see cref="Watchdog.Decide"/> does, in its order.</summary>
public partial class DecisionsDocTests
{
    private static readonly string[] Document = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "decisions.md"));

    /// <summary>For each reason, what makes it true. Each observation below has all that come after it in the table, too.</summary>
    private static readonly (Reason Reason, Func<Observation, Observation> Make)[] Causes =
    [
        (Reason.Tolerated, seen => seen),
        (Reason.Producing, seen => seen with { Facts = Produced(-1) with { Best = seen.Facts.Best, MajorSync = MajorSync.NotSeen } }),
        (Reason.Syncing, seen => seen with { Facts = seen.Facts with { MajorSync = MajorSync.In } }),
        (Reason.InStep, seen => seen with { Facts = seen.Facts with { Best = BlockNow - 20 } }),
        (Reason.Requested, seen => seen with { Request = new OperatorRequest("test"), Facts = seen.Facts with { Best = BlockNow - 21 } }),
        (Reason.FallingBehind, seen => seen with { Facts = new NodeFacts { Best = BlockNow - 61, MajorSync = MajorSync.In } }),
        (Reason.Stalled, seen => seen with { Head = Head.At(BlockNow + 1) }),
        (Reason.IdleBehind, seen => seen with { Facts = Idle with { Best = BlockNow - 21 } }),
        (Reason.FarBehind, seen => seen with { Facts = seen.Facts with { Best = BlockNow - 101 } }),
        (Reason.HeadUnknown, seen => seen with { Head = Head.Unknown() }),
        (Reason.HeadUntrusted, seen => seen with { Head = Head.Untrusted() }),
        (Reason.BestUnknown, seen => seen with { Facts = NodeFacts.None }),
        (Reason.LogUnreadable, seen => seen with { LogProblem = new LogProblem(LogProblemKind.Driver) }),
        (Reason.Dependant, seen => seen with { IsDependant = true, Request = null }),
        (Reason.NotRunning, seen => seen with { RunState = RunState.Stopped }),
        (Reason.LeftStopped, seen => seen with { StopCause = StopCause.OurRestart }),
        (Reason.Missing, seen => seen with { RunState = RunState.Missing }),
        (Reason.Unreachable, seen => seen with { RunState = RunState.Unreachable }),
    ];

    private static LagTrend Falling => new() { Points = [.. Enumerable.Range(0, 9).Select(i => new LagTrend.Point((uint)(52 + i), TimeSpan.FromSeconds(10_000 + (i * 75))))] };

    [Fact]
    public void Reasons_InTheTable_AreAllAndInTheOrderOfDecide()
    {
        var table = Rows("Reasons").ToArray();
        Assert.Equal(Enum.GetNames<Reason>().Order(), table.Order());
        Assert.Equal(table.Reverse(), Causes.Select(cause => cause.Reason.ToString()));
        var seen = Behind(50) with { Facts = new NodeFacts { Best = BlockNow - 50 } };
        var policy = new Policy { StallDuration = TimeSpan.FromSeconds(300), TrendWindow = TimeSpan.FromSeconds(600) };
        var state = new NodeState { Life = seen.Life, Current = new LifeMemory { Standstill = new Standstill(BlockNow - 61, TimeSpan.Zero, BlockNow), Trend = Falling } };
        foreach (var (reason, make) in Causes)
        {
            seen = make(seen);
            Assert.Equal(reason, Watchdog.Decide(state, seen, policy).Decision.Reason);
        }
    }

    [Fact]
    public void Holds_InTheTable_AreAllAndInTheOrderOfDecide()
    {
        var holds = Rows("Holds").Select(Enum.Parse<Hold>).ToArray();
        Assert.Equal(Enum.GetValues<Hold>().Where(hold => hold != Hold.None), holds);
        var policy = new Policy { DryRun = true };
        var state = new NodeState { Restarts = new RestartStreak { Count = 2, LastAt = TimeSpan.FromSeconds(500) } };
        var seen = Behind(1000, Importing(50, 30)) with { StandingByFor = "another", AreAllOthersSick = true, WaitsFor = "other", Pause = new Pause("test", null), OwnerStop = OwnerStop.Unknown, ParentDown = "parent" };
        seen = seen with { Facts = seen.Facts with { NodeStartedAt = Time(-1) } };
        var found = new List<Hold> { Held() };
        seen = seen with { StandingByFor = null };
        found.Add(Held());
        seen = seen with { Pause = null };
        found.Add(Held());
        seen = seen with { OwnerStop = OwnerStop.No };
        found.Add(Held());
        seen = seen with { ParentDown = null };
        found.Add(Held());
        seen = seen with { Facts = seen.Facts with { NodeStartedAt = null } };
        state = state with { Restarts = state.Restarts with { Count = 1, LastAt = TimeSpan.FromSeconds(701) } };
        found.Add(Held());
        state = state with { Restarts = state.Restarts with { Count = 2 } };
        found.Add(Held());
        state = state with { Restarts = state.Restarts with { LastAt = TimeSpan.FromSeconds(400) } };
        found.Add(Held());
        seen = seen with { Facts = seen.Facts with { Trail = [] } };
        found.Add(Held());
        seen = seen with { AreAllOthersSick = false };
        found.Add(Held());
        seen = seen with { WaitsFor = null };
        found.Add(Held());
        Assert.Equal(holds, found);
        policy = new Policy();
        Assert.Equal(Hold.None, Held());

        Hold Held() => Watchdog.Decide(state, seen, policy).Decision.Hold;
    }

    [Fact]
    public void Effects_InTheTable_AreAll() => Assert.Equal(Enum.GetNames<RestartEffect>().Where(name => name != nameof(RestartEffect.Unknown)), Rows("Did it help?"));

    [Fact]
    public void Alerts_InTheTable_AreAll() => Assert.Equal(Enum.GetNames<AlertKind>(), Rows("Alerts"));

    [Fact]
    public void Actions_InTheTable_AreTheOnesThatAskForThem()
    {
        var asking = Document.Where(line => AsksFor().IsMatch(line)).Select(line => Name().Match(line).Groups[1].Value);
        Assert.Equal(asking.Order(), Enum.GetValues<Reason>().Where(reason => reason.AsksForAction()).Select(reason => reason.ToString()).Order());
    }

    private static IEnumerable<string> Rows(string section) => Document
        .SkipWhile(line => !line.StartsWith($"## {section}", StringComparison.Ordinal)).Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Select(line => Name().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\| (restart|start)( \||,)")]
    private static partial Regex AsksFor();

    [GeneratedRegex(@"^\| `(\w+)` \|")]
    private static partial Regex Name();
}
