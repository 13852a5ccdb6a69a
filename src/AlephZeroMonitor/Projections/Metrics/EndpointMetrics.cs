using System.Diagnostics.Metrics;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>What the endpoints last answered. Their addresses are shown without what may be a secret.</summary>
internal sealed class EndpointMetrics
{
    private readonly NodeTable _nodes;
    private readonly INetwork _network;

    /// <summary>Makes the instruments.</summary>
    public EndpointMetrics(Meter meter, NodeTable nodes, INetwork network)
    {
        (_nodes, _network) = (nodes, network);
        meter.CreateObservableGauge(
            "alephzero.endpoint.head_block",
            () => Known(view => view.Head),
            null,
            "The endpoint's latest block; none while it is down.");
        meter.CreateObservableGauge(
            "alephzero.endpoint.latency",
            () => Known(view => view.Latency?.TotalSeconds),
            "s",
            "How long the endpoint's last answer took; none while it is down, and for one that sends heads by itself.");
        meter.CreateObservableGauge(
            "alephzero.endpoint.state",
            () => Worst().Select(Measure),
            null,
            "1 for the state of the endpoint: whether its answers are trusted, and if not, why; for several nodes the worst.");
    }

    private IEnumerable<Measurement<double>> Known(Func<EndpointView, double?> value) =>
        from each in _network.View.Endpoints.Index()
        let known = value(each.Item)
        where known is not null
        select new Measurement<double>(known.Value, Labels(each.Item.Host, each.Index));

    private IEnumerable<EndpointVerdict> Worst()
    {
        var view = _network.View;
        var judged = _nodes.Knowledge.DefaultIfEmpty(new NodeKnowledge(null)).Select(view.Judge).ToArray();
        return view.Endpoints.Select((_, index) => judged.Select(verdicts => verdicts[index]).MaxBy(verdict => verdict.State));
    }

    private static Measurement<long> Measure(EndpointVerdict verdict, int index) =>
        new(1, [.. Labels(verdict.Host, index), new("state", $"{verdict.State}")]);

    /// <summary>Two addresses of one host differ by their place in RPC_URL.</summary>
    private static KeyValuePair<string, object?>[] Labels(string host, int index) => [new("endpoint", host), new("index", index)];
}
