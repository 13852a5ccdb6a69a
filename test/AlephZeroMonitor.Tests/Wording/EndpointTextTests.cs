using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Wording;

public class EndpointTextTests
{
    private static readonly DateTimeOffset Noon = new(2025, 3, 12, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<EndpointProblem, string> Problems => new()
    {
        { new(EndpointProblemKind.NoAnswer, Number: 10), "no answer within 10 s" },
        { new(EndpointProblemKind.HttpStatus, Number: 500) { SparedFor = TimeSpan.FromSeconds(10) }, "HTTP 500; it kept failing, and is asked again in 10 s at most" },
        { new(EndpointProblemKind.HttpStatus, "no agent, no answer", 403), "HTTP 403: no agent, no answer" },
        { new(EndpointProblemKind.HttpStatus, "slow down", 429) { Until = Noon }, "HTTP 429: slow down; it is asked again at 12:00:00Z" },
        { new(EndpointProblemKind.AsksToWait, Number: 429) { Until = Noon }, "HTTP 429, it asks to wait until 12:00:00Z" },
        { new(EndpointProblemKind.Closed, "try again later", 1013), "the endpoint closed the connection (1013: try again later)" },
        { new(EndpointProblemKind.Closed, Number: 1000), "the endpoint closed the connection (1000)" },
        { new(EndpointProblemKind.Closed), "the endpoint closed the connection" },
        { new(EndpointProblemKind.SubscriptionEnded, "you are too slow"), "the endpoint ended the subscription: you are too slow" },
        { new(EndpointProblemKind.Redirection, "https://b", 302), "HTTP 302, a redirection to https://b: set NODE_RPC_URL to that" },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Of_Problem_SaysWhatHappened(EndpointProblem problem, string text) => Assert.Equal(text, EndpointText.Of(problem, "NODE_RPC_URL"));

    [Fact]
    public void Of_AnyKind_HasWordsOfItsOwn()
    {
        var texts = Enum.GetValues<EndpointProblemKind>().Select(kind => EndpointText.Of(new EndpointProblem(kind, "said", 7))).ToArray();
        Assert.Equal(texts, texts.Distinct());
        Assert.All(Enum.GetNames<EndpointProblemKind>().Zip(texts), each => Assert.NotEqual(each.First, each.Second));
    }

    [Fact]
    public void Of_AnyStateButTrusted_SaysWhy() => Assert.All(
        [
            new EndpointView { Host = "a" },
            new EndpointView { Host = "a", Chain = "Polkadot" }.Answered(new(7, default)),
            new EndpointView { Host = "a" }.Answered(new(7, default)).Answered(new(9000, default)),
            new EndpointView { Host = "a" }.Answered(new(7, default)).Answered(new(7, TimeSpan.FromMinutes(3))),
            new EndpointView { Host = "a" }.Answered(new(uint.MaxValue, default, Noon)),
            new EndpointView { Host = "a" }.Answered(new(100, default)),
        ],
        view => Assert.NotNull(EndpointText.Of(view.Judge(new NodeKnowledge(null, 1000)))));

    [Fact]
    public void Of_Doubts_NamesEachEndpoint() => Assert.Equal(
        "http://a: HTTP 500; ws://b: not asked yet",
        EndpointText.Of(new NetworkView([new EndpointView { Host = "http://a" }.Failed(new(EndpointProblemKind.HttpStatus, Number: 500)), new EndpointView { Host = "ws://b" }]).HeadFor(new("Aleph Zero")).Doubts));

    [Fact]
    public void Of_NoDoubts_IsNothing() => Assert.Null(EndpointText.Of(Head.At(7).Doubts));
}
