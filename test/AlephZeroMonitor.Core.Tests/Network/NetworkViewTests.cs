using CsCheck;

namespace AlephZeroMonitor.Core.Network;

public class NetworkViewTests
{
    private const string Chain = "Aleph Zero";

    [Theory]
    [InlineData(new uint[] { 7 }, 7)]
    [InlineData(new uint[] { 7, 9 }, 9)]
    [InlineData(new uint[] { 7, 9, 8 }, 8)]
    [InlineData(new uint[] { 7, 10_009, 9 }, 9)]
    [InlineData(new uint[] { 7, 8, 9, 10 }, 9)]
    [InlineData(new uint[] { 1, 2, 3, 4, 5 }, 3)]
    public void HeadFor_TrustedEndpoints_IsTheHighestThatHalfHaveReached(uint[] heads, uint expected) =>
        Assert.Equal((expected, false), Known(View([.. heads.Select(head => Endpoint(head))]).HeadFor(new(Chain))));

    [Fact]
    public void HeadFor_AnyEndpoints_IsTheHighestThatHalfHaveReached() => Gen.UInt.Array[1, 16].Sample(heads =>
    {
        var head = View([.. heads.Select(head => Endpoint(head))]).HeadFor(new(Chain)).Number!.Value;
        Assert.True(2 * heads.Count(each => each >= head) >= heads.Length);
        Assert.DoesNotContain(heads, higher => higher > head && 2 * heads.Count(each => each >= higher) >= heads.Length);
    });

    /// <summary>S7.</summary>
    [Fact]
    public void HeadFor_OneOfThreeLies_StaysBetweenTheHonest() => Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.Int[0, 2]).Sample((one, other, lie, liar) =>
    {
        var endpoints = new List<EndpointView> { Endpoint(one), Endpoint(other) };
        endpoints.Insert(liar, Endpoint(lie));
        Assert.InRange(View([.. endpoints]).HeadFor(new(Chain)).Number!.Value, Math.Min(one, other), Math.Max(one, other));
    });

    /// <summary>S7, with another one down.</summary>
    [Fact]
    public void HeadFor_TwoOfThreeCount_IsTheLower() => Assert.Equal((7u, false), Known(View(Endpoint(10_009), Endpoint(7), Endpoint(8).Failed(Http500)).HeadFor(new(Chain))));

    [Fact]
    public void HeadFor_DownAndUntrustedEndpoints_DoNotCount() =>
        Assert.Equal((7u, false), Known(View(Endpoint(7), Endpoint(99).Failed(Http500), Endpoint(99) with { Chain = "Westend" }, Jumped).HeadFor(new(Chain))));

    [Fact]
    public void HeadFor_NoneAnswers_NamesEachFailure()
    {
        var head = View(Endpoint(7).Failed(Http500), new EndpointView { Host = "ws://b" }).HeadFor(new(Chain));
        Assert.Equal(
            Head.Unknown(
                new EndpointVerdict("http://a", EndpointState.Down) { Problem = Http500 },
                new EndpointVerdict("ws://b", EndpointState.Down) { Problem = new(EndpointProblemKind.NotAsked) }),
            head);
    }

    [Fact]
    public void HeadFor_AllThatAnswerAreImplausible_IsUntrusted()
    {
        var head = View(Jumped, Endpoint(7).Failed(Http500)).HeadFor(new(Chain));
        Assert.Equal(
            Head.Untrusted(
                new EndpointVerdict("http://a", EndpointState.Implausible) { From = 1, Head = 9000, Over = TimeSpan.FromSeconds(1) },
                new EndpointVerdict("http://a", EndpointState.Down) { Problem = Http500 }),
            head);
    }

    [Fact]
    public void HeadFor_OtherChain_IsUntrusted() => Assert.Equal(
        Head.Untrusted(new EndpointVerdict("http://a", EndpointState.OtherChain) { Chain = "Westend", NodeChain = Chain }), View(Endpoint(7) with { Chain = "Westend" }).HeadFor(new(Chain)));

    [Theory]
    [InlineData(null, "Aleph Zero Testnet")]
    [InlineData(null, null)]
    [InlineData("Aleph Zero", null)]
    public void HeadFor_ChainThatIsNotKnown_IsNotJudged(string? nodeChain, string? endpointChain) =>
        Assert.Equal((7u, false), Known(View(Endpoint(7) with { Chain = endpointChain }).HeadFor(new(nodeChain))));

    [Fact]
    public void HeadFor_NodeOfUnknownChainAndEndpointOfNoneOfAlephZero_IsUntrusted() => Assert.Equal(
        Head.Untrusted(new EndpointVerdict("http://a", EndpointState.OtherChain) { Chain = "Polkadot" }), View(Endpoint(7) with { Chain = "Polkadot" }).HeadFor(new(null)));

    [Theory]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void HeadFor_HeadThatDoesNotMove_IsStaleAfterTwoMinutes(int second, bool isStale) =>
        Assert.Equal((7u, isStale), Known(View(Endpoint(7).Answered(new HeadSample(7, TimeSpan.FromSeconds(second)))).HeadFor(new(Chain))));

    [Fact]
    public void HeadFor_OneThatMovesAtTheHead_IsNotStale() =>
        Assert.False(View(Endpoint(7).Answered(new HeadSample(7, TimeSpan.FromSeconds(120))), Endpoint(6).Answered(new HeadSample(7, TimeSpan.FromSeconds(100)))).HeadFor(new(Chain)).IsStale);

    [Theory]
    [InlineData(1020, EndpointState.Trusted)]
    [InlineData(1021, EndpointState.Behind)]
    public void Judge_HeadBelowTheNodesBlock_IsBehindBeyondTheTolerance(uint best, EndpointState state) =>
        Assert.Equal(state, Endpoint(1000).Judge(new NodeKnowledge(Chain, best, 20)).State);

    [Theory]
    [InlineData(0, 1021, EndpointState.Behind)]
    [InlineData(60, 1080, EndpointState.Trusted)]
    [InlineData(60, 1081, EndpointState.Behind)]
    [InlineData(-60, 1020, EndpointState.Trusted)]
    public void Judge_AnswerOlderThanTheNodesBlock_IsAllowedItsAge(int age, uint best, EndpointState state)
    {
        var answered = new DateTimeOffset(2025, 3, 12, 0, 0, 0, TimeSpan.Zero);
        var view = new EndpointView { Host = "http://a", Chain = Chain }.Answered(new HeadSample(1000, TimeSpan.Zero, answered));
        Assert.Equal(state, view.Judge(new NodeKnowledge(Chain, best, 20, answered + TimeSpan.FromSeconds(age))).State);
    }

    [Fact]
    public void HeadFor_TwoOfThreeFarBehindTheNode_IsTheThird() =>
        Assert.Equal((5000u, false), Known(View(Endpoint(1000), Endpoint(5000), Endpoint(1001)).HeadFor(new NodeKnowledge(Chain, 4850))));

    [Fact]
    public void HeadFor_OnlyEndpointFarBehindTheNode_IsUntrusted() => Assert.Equal(
        Head.Untrusted(new EndpointVerdict("http://a", EndpointState.Behind) { Head = 1000, NodeBest = 5000 }), View(Endpoint(1000)).HeadFor(new NodeKnowledge(Chain, 5000)));

    [Fact]
    public void HeadFor_NodeFarBehindTheEndpoint_IsTheEndpointsHead() =>
        Assert.Equal((5000u, false), Known(View(Endpoint(5000)).HeadFor(new NodeKnowledge(Chain, 1000))));

    [Theory]
    [InlineData(uint.MaxValue, EndpointState.Implausible)]
    [InlineData(120_000_000, EndpointState.Implausible)]
    [InlineData(105_000_000, EndpointState.Trusted)]
    public void Judge_HeadThatTheChainCannotHaveYet_IsImplausible(uint head, EndpointState state) => Assert.Equal(
        state, new EndpointView { Host = "http://a", Chain = Chain }.Answered(new HeadSample(head, TimeSpan.Zero, new(2025, 3, 12, 0, 0, 0, TimeSpan.Zero))).Judge(new(Chain)).State);

    [Fact]
    public void HeadFor_FirstAnswerOfASingleEndpoint_IsConfirmedByTheSecond()
    {
        var first = Endpoint(7);
        Assert.False(View(first).HeadFor(new(Chain)).IsConfirmed);
        Assert.False(View(first.Answered(new HeadSample(7, TimeSpan.Zero))).HeadFor(new(Chain)).IsConfirmed);
        Assert.True(View(first.Answered(new HeadSample(8, TimeSpan.FromSeconds(1)))).HeadFor(new(Chain)).IsConfirmed);
    }

    [Theory]
    [InlineData(10_000, 9_950, true)]
    [InlineData(10_000, 20_000, false)]
    public void HeadFor_FirstAnswersOfTwoEndpoints_AreConfirmedByOneAnother(uint one, uint other, bool isConfirmed) =>
        Assert.Equal(isConfirmed, View(Endpoint(one), Endpoint(other)).HeadFor(new(Chain)).IsConfirmed);

    [Theory]
    [InlineData(9_900u, 10_001u)] // The node is past the lower server, so that the higher one is right.
    [InlineData(5_000u, 6_001u)] // Both show that the node is behind.
    [InlineData(6_000u, null)] // One of them is right, and nobody knows which.
    [InlineData(null, null)]
    [InlineData(11_000u, null)] // The node is past both.
    public void HeadFor_TwoServersBehindOneAddress_IsWhatTheNodesBlockConfirms(uint? best, uint? expected)
    {
        Assert.Equal(expected, View(TwoServers).HeadFor(new NodeKnowledge(Chain, best)).Number);
        Assert.Equal(4000u, TwoServers.Judge(new NodeKnowledge(Chain, best)).BackendsApart);
    }

    [Fact]
    public void HeadFor_LowerServerNotHeardOfForAWhile_IsNotTakenForAnOldOne()
    {
        // Checks a minute apart: the node's block is where the lower server has come by now, so that the higher one may as well be a lie.
        var view = View(Turns(60, 6_000, 10_060, 6_120, 10_180));
        Assert.Null(view.HeadFor(new NodeKnowledge(Chain, 6_180)).Number);
        Assert.Equal(10_180u, view.HeadFor(new NodeKnowledge(Chain, 6_201)).Number);
    }

    [Fact]
    public void HeadFor_HigherServerThatTheChainCannotHaveYet_NeverCounts() =>
        Assert.Null(View(Turns(1, 6_000, uint.MaxValue, 6_002, uint.MaxValue, 6_004)).HeadFor(new NodeKnowledge(Chain, 9_000)).Number);

    [Fact]
    public void HeadFor_TwoServersAndAnotherEndpointAtTheHigher_IsTheHigher()
    {
        var head = View(TwoServers, Endpoint(1).Failed(Http500), new EndpointView { Host = "http://b", Chain = Chain }.Answered(new HeadSample(10_005, TimeSpan.FromSeconds(4)))).HeadFor(new(Chain));
        Assert.Equal((10_001u, true), (head.Number, head.IsConfirmed));
    }

    [Fact]
    public void Equals_SameDoubts_IsEqual()
    {
        var view = View(Endpoint(7).Failed(Http500));
        Assert.Equal(view.HeadFor(new(Chain)), view.HeadFor(new(Chain)));
        Assert.Equal(view.HeadFor(new(Chain)).GetHashCode(), view.HeadFor(new(Chain)).GetHashCode());
        Assert.NotEqual(view.HeadFor(new(Chain)), View(Endpoint(7).Failed(new(EndpointProblemKind.HttpStatus, Number: 502))).HeadFor(new(Chain)));
        Assert.Equal(default, new Head());
    }

    private static EndpointProblem Http500 => new(EndpointProblemKind.HttpStatus, Number: 500);

    private static EndpointView TwoServers => Turns(1, 6_000, 10_000, 6_001, 10_001);

    private static EndpointView Turns(int interval, params uint[] heads) => heads.Index().Aggregate(
        new EndpointView { Host = "http://a", Chain = Chain },
        (view, head) => view.Answered(new HeadSample(head.Item, TimeSpan.FromSeconds(head.Index * interval), new DateTimeOffset(2025, 3, 12, 0, 0, 0, TimeSpan.Zero))));

    private static (uint? Number, bool IsStale) Known(Head head) => (head.Number, head.IsStale);

    private static EndpointView Jumped => Endpoint(1).Answered(new HeadSample(9000, TimeSpan.FromSeconds(1)));

    private static EndpointView Endpoint(uint head) => new EndpointView { Host = "http://a", Chain = Chain }.Answered(new HeadSample(head, TimeSpan.Zero));

    private static NetworkView View(params EndpointView[] endpoints) => new([.. endpoints]);
}
