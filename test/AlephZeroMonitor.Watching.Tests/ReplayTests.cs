using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Watching;

public class ReplayTests
{
    private static readonly Observation Seen = new()
    {
        At = DateTimeOffset.UnixEpoch,
        Elapsed = TimeSpan.FromHours(1),
        RunState = RunState.Running,
        Life = new NodeLife("instance", DateTimeOffset.UnixEpoch),
        Facts = new NodeFacts { Best = 1000 },
        Head = Head.At(1050),
    };

    [Fact]
    public void Differences_SameDecision_AreNone() => Assert.Empty(Replay.Differences(Record(Decide())));

    [Fact]
    public void Differences_OtherDecision_AreNamedByMember() => Assert.Equal(
        ["reason", "peers"],
        Replay.Differences(Record(Decide() with { Reason = Reason.InStep, Peers = 7 })).Select(each => each.Member));

    [Fact]
    public void Differences_MemberThatWasNotSaved_IsNotCompared() => Assert.Equal(
        ["reason"],
        Replay.Differences(Record(Decide() with { Reason = Reason.InStep, Peers = 7 }) with { NotSaved = ["peers"] })
            .Select(each => each.Member));

    [Theory]
    [InlineData(50u, Reason.Tolerated)]
    [InlineData(49u, Reason.FarBehind)]
    public void Decide_OtherSettings_AreThoseOfTheDecision(uint blockLag100, Reason reason) =>
        Assert.Equal(reason, Replay.Decide(Record(Decide()), policy => policy with { BlockLag100 = blockLag100 }).Reason);

    private static Decision Decide() => Watchdog.Decide(NodeState.Initial, Seen, new Policy()).Decision;

    private static DecisionRecord Record(Decision decision) => new(1, "node", NodeState.Initial, Seen, new Policy(), decision);
}
