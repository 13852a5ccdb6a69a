using System.Diagnostics.Metrics;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Endpoints;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>What the endpoints of RPC_URL last told. Their addresses are shown without what may be a secret.</summary>
internal static class EndpointMetrics
{
    /// <summary>Makes the instruments.</summary>
    /// <param name="meter">Where they belong.</param>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="judge">What an endpoint's word is worth.</param>
    public static void AddEndpoints(this Meter meter, RpcNetwork endpoints, Func<EndpointView, EndpointVerdict> judge)
    {
        meter.CreateObservableGauge(
            "alephzero.endpoint.head_block",
            () => Of(endpoints).Where(each => each.View.Head is not null).Select(each => new Measurement<long>(each.View.Head!.Value, each.Labels)),
            null,
            "The endpoint's latest block; none while it is down.");
        meter.CreateObservableGauge(
            "alephzero.endpoint.latency",
            () => Of(endpoints).Where(each => each.View.Latency is not null).Select(each => new Measurement<double>(each.View.Latency!.Value.TotalSeconds, each.Labels)),
            "s",
            "How long the endpoint's last answer took; none while it is down, and for one that tells by itself.");
        meter.CreateObservableGauge(
            "alephzero.endpoint.state",
            () => Of(endpoints).Select(each => new Measurement<long>(1, [.. each.Labels, new("state", $"{judge(each.View).State}")])),
            null,
            "1 for what the endpoint's word is worth.");
    }

    /// <summary>Two addresses of one host differ by their place in RPC_URL.</summary>
    private static IEnumerable<(EndpointView View, KeyValuePair<string, object?>[] Labels)> Of(RpcNetwork endpoints) =>
        endpoints.View.Endpoints.Select((view, index) => (view, new KeyValuePair<string, object?>[] { new("endpoint", view.Host), new("index", index) }));
}
