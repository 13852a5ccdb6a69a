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
        Assert.Equal(Head.At(expected), View([.. heads.Select(head => Endpoint(head))]).HeadFor(Chain));

    [Fact]
    public void HeadFor_AnyEndpoints_IsTheHighestThatHalfHaveReached() => Gen.UInt.Array[1, 16].Sample(heads =>
    {
        var head = View([.. heads.Select(head => Endpoint(head))]).HeadFor(Chain).Number!.Value;
        Assert.True(2 * heads.Count(each => each >= head) >= heads.Length);
        Assert.DoesNotContain(heads, higher => higher > head && 2 * heads.Count(each => each >= higher) >= heads.Length);
    });

    /// <summary>S7.</summary>
    [Fact]
    public void HeadFor_OneOfThreeLies_StaysBetweenTheHonest() => Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt, Gen.Int[0, 2]).Sample((one, other, lie, liar) =>
    {
        var endpoints = new List<EndpointView> { Endpoint(one), Endpoint(other) };
        endpoints.Insert(liar, Endpoint(lie));
        Assert.InRange(View([.. endpoints]).HeadFor(Chain).Number!.Value, Math.Min(one, other), Math.Max(one, other));
    });

    /// <summary>S7, with another one down.</summary>
    [Fact]
    public void HeadFor_TwoOfThreeCount_IsTheLower() => Assert.Equal(Head.At(7), View(Endpoint(10_009), Endpoint(7), Endpoint(8).Failed("HTTP 500")).HeadFor(Chain));

    [Fact]
    public void HeadFor_DownAndUntrustedEndpoints_DoNotCount() =>
        Assert.Equal(Head.At(7), View(Endpoint(7), Endpoint(99).Failed("HTTP 500"), Endpoint(99) with { Chain = "Westend" }, Jumped).HeadFor(Chain));

    [Fact]
    public void HeadFor_NoneAnswers_NamesEachFailure()
    {
        var head = View(Endpoint(7).Failed("HTTP 500"), new EndpointView { Host = "ws://b" }).HeadFor(Chain);
        Assert.Equal((null, false), (head.Number, head.IsUntrusted));
        Assert.Equal([(EndpointState.Down, "http://a", "HTTP 500"), (EndpointState.Down, "ws://b", "not asked yet")], head.Doubts.Select(doubt => (doubt.State, doubt.Host!, doubt.Why!)));
    }

    [Fact]
    public void HeadFor_AllThatAnswerAreImplausible_IsUntrusted()
    {
        var head = View(Jumped, Endpoint(7).Failed("HTTP 500")).HeadFor(Chain);
        Assert.True(head.IsUntrusted);
        Assert.Equal([EndpointState.Implausible, EndpointState.Down], head.Doubts.Select(doubt => doubt.State));
    }

    [Fact]
    public void HeadFor_OtherChain_IsUntrusted() => Assert.Equal(
        (true, EndpointState.OtherChain), View(Endpoint(7) with { Chain = "Westend" }).HeadFor(Chain) is var head ? (head.IsUntrusted, head.Doubts.Single().State) : default);

    [Theory]
    [InlineData(null, "Westend")]
    [InlineData("Aleph Zero", null)]
    public void HeadFor_ChainThatIsNotKnown_IsNotJudged(string? nodeChain, string? endpointChain) =>
        Assert.Equal(Head.At(7), View(Endpoint(7) with { Chain = endpointChain }).HeadFor(nodeChain));

    [Theory]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void HeadFor_HeadThatDoesNotMove_IsStaleAfterTwoMinutes(int second, bool isStale) =>
        Assert.Equal(Head.At(7, isStale), View(Endpoint(7).Answered(new HeadSample(7, TimeSpan.FromSeconds(second)))).HeadFor(Chain));

    [Fact]
    public void HeadFor_OneThatMovesAtTheHead_IsNotStale() =>
        Assert.False(View(Endpoint(7).Answered(new HeadSample(7, TimeSpan.FromSeconds(120))), Endpoint(6).Answered(new HeadSample(7, TimeSpan.FromSeconds(100)))).HeadFor(Chain).IsStale);

    private static EndpointView Jumped => Endpoint(1).Answered(new HeadSample(9000, TimeSpan.FromSeconds(1)));

    private static EndpointView Endpoint(uint head) => new EndpointView { Host = "http://a", Chain = Chain }.Answered(new HeadSample(head, TimeSpan.Zero));

    private static NetworkView View(params EndpointView[] endpoints) => new([.. endpoints]);
}
