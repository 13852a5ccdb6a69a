using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

public class EndpointLogTests
{
    private static readonly EndpointView Well = new EndpointView { Host = "https://a" }.Answered(new HeadSample(7, TimeSpan.Zero));

    private readonly ListLogger<EndpointLog> _log = new();
    private readonly EndpointLog _endpointLog;

    public EndpointLogTests() => _endpointLog = new EndpointLog("node", _log);

    [Fact]
    public void Write_TrustedFromTheBeginning_IsNoNews() => Assert.Empty(Written([Well, Well]));

    [Fact]
    public void Write_FailsThenComesBack_IsWrittenOnceEach()
    {
        var failed = Well.Failed("HTTP 500");
        Assert.Equal(
            [(LogLevel.Warning, "node: endpoint https://a: Down (HTTP 500)"), (LogLevel.Information, "node: endpoint https://a: Trusted")],
            Written([Well, failed], [Well, failed.Failed("HTTP 502")], [Well, Well], [Well, Well]));
    }

    [Fact]
    public void Write_SingleEndpoint_IsLeftToTheDecision() => Assert.Empty(Written([Well.Failed("HTTP 500")]));

    private List<(LogLevel Level, string Text)> Written(params EndpointView[][] views)
    {
        foreach (var view in views)
        {
            _endpointLog.Write(new NetworkView([.. view]), nodeChain: null);
        }

        return _log.Lines;
    }
}
