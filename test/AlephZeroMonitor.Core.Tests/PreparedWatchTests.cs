using AlephZeroMonitor.Core.Network;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

public class PreparedWatchTests
{
    [Fact]
    public void Decide_MetricsShowBlocksPreparedThatTheLogDoesNotShow_IsProducing() =>
        Assert.Equal([Reason.IdleBehind, Reason.IdleBehind, Reason.Producing, Reason.Producing], Reasons(Seen(0, 5), Seen(10, 5), Seen(20, 6), Seen(30, 6)));

    [Fact]
    public void Decide_PreparedLongerAgoThanASessionLasts_IsNoLongerProducing() =>
        Assert.Equal([Reason.Producing, Reason.Producing, Reason.IdleBehind], Reasons(Seen(0, 5), Seen(10, 6), Seen(910, 6), Seen(911, 6))[1..]);

    [Fact]
    public void Decide_PreparedInAnEarlierSession_IsNotProducing() =>
        Assert.Equal(Reason.IdleBehind, Reasons(Seen(0, 5), Seen(10, 6), Seen(20, 6, Idle with { Session = Idle.Session + 1 }))[^1]);

    [Fact]
    public void Decide_LogShowsThatBlocksArePreparedButNotSealed_CountsTheLog() =>
        Assert.Equal(Reason.IdleBehind, Reasons(Seen(0, 5), Seen(10, 6, Idle with { PreparedInSession = 1 }))[^1]);

    [Fact]
    public void Decide_CountBeginsAnew_IsNoProduction() => Assert.Equal(Reason.IdleBehind, Reasons(Seen(0, 5), Seen(10, 0), Seen(20, 0))[^1]);

    [Fact]
    public void Decide_AnotherLifeWithAHigherCount_IsNoProduction() =>
        Assert.Equal(Reason.IdleBehind, Reasons(Seen(0, 5), Seen(10, 6) with { Life = new NodeLife("d", Now) })[^1]);

    [Fact]
    public void Decide_MetricsFailForAWhile_KeepWhatTheyShowed() =>
        Assert.Equal(Reason.Producing, Reasons(Seen(0, 5), Seen(10, 6), Seen(20, 6) with { Metrics = new SelfReport { Failure = new EndpointProblem(EndpointProblemKind.HttpStatus, null, 500) } })[^1]);

    private static Reason[] Reasons(params Observation[] seen) => [.. DecideAll(new Policy { DryRun = true }, seen).Select(decision => decision.Reason)];

    private static Observation Seen(double second, uint prepared, Logs.NodeFacts? facts = null) =>
        Behind(50, facts ?? Idle, second) with { Metrics = new SelfReport { BlocksPrepared = prepared } };
}
