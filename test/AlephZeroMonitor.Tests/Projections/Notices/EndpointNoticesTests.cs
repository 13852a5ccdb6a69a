using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

public class EndpointNoticesTests
{
    private static readonly EndpointView Well = new EndpointView { Host = "https://a" }.Answered(new HeadSample(7, TimeSpan.Zero));
    private static readonly EndpointView Failed = Well.Failed(new(EndpointProblemKind.HttpStatus, Number: 500));

    private readonly ListLogger<EndpointNotices> _log = new();

    [Fact]
    public void NetworkSeen_TrustedFromTheBeginning_IsNoNews() => Assert.Empty(Written(hasDefaultEndpoints: false, [], [Well, Well]));

    [Fact]
    public void NetworkSeen_FailsThenComesBack_IsWrittenOnceEach() => Assert.Equal(
        [(LogLevel.Warning, "Endpoint https://a: Down (HTTP 500)"), (LogLevel.Information, "Endpoint https://a: Trusted")],
        Written(
            hasDefaultEndpoints: false,
            [],
            [Well, Failed],
            [Well, Failed.Failed(new(EndpointProblemKind.HttpStatus, Number: 502))],
            [Well, Well],
            [Well, Well]));

    [Fact]
    public void NetworkSeen_SingleEndpoint_IsLeftToTheDecision() => Assert.Empty(Written(hasDefaultEndpoints: false, [], [Failed]));

    [Fact]
    public void NetworkSeen_OneOfTheDefaultsIsDownAgainAndAgain_IsInformationOnce() => Assert.Equal(
        [(LogLevel.Information, "Endpoint https://a: Down (HTTP 500)"), (LogLevel.Information, "Endpoint https://a: Trusted")],
        Written(hasDefaultEndpoints: true, [], [Well, Failed], [Well, Well], [Well, Failed], [Well, Failed]));

    [Fact]
    public void NetworkSeen_NodesOfTwoChains_TakesAnEndpointForTheOneThatItServes()
    {
        var (one, other) = (Well with { Chain = "One" }, Well with { Chain = "Other" });
        Assert.Empty(Written(hasDefaultEndpoints: false, ["One", "Other"], [one, other]));
        Assert.Equal(
            (LogLevel.Warning, "Endpoint https://a: OtherChain (its chain is \"Third\", the node's is \"One\")"),
            Assert.Single(Written(hasDefaultEndpoints: false, ["One"], [one, Well with { Chain = "Third" }])));
    }

    [Fact]
    public void NetworkSeen_TwoBackends_AreNamed()
    {
        var (two, second) = (Well, 0);
        foreach (var head in new uint[] { 10_000, 5, 10_001, 6 })
        {
            two = two.Answered(new HeadSample(head, TimeSpan.FromSeconds(++second)));
        }

        Assert.Equal(
            (LogLevel.Warning, "Endpoint https://a: Implausible (answers from two backends, one 9995 behind)"),
            Assert.Single(Written(hasDefaultEndpoints: false, [], [Failed, two]), line => line.Text.Contains("Implausible", StringComparison.Ordinal)));
    }

    private List<(LogLevel Level, string Text)> Written(bool hasDefaultEndpoints, string[] chains, params EndpointView[][] views)
    {
        var notices = new EndpointNotices(hasDefaultEndpoints, _log);
        foreach (var view in views)
        {
            notices.NetworkSeen(new NetworkView([.. view]), [.. chains]);
        }

        return _log.Lines;
    }
}
