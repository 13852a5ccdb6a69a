using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Http;

/// <summary>What is known of nodes and endpoints now, from what the loops published: a request never causes a check.</summary>
internal sealed class Snapshot(Nodes nodes, INetwork network, IHistoryQueries history, TimeProvider time)
{
    /// <summary>All nodes, without the long parts of their facts.</summary>
    public NodeList Nodes => new(time.GetUtcNow(), [.. nodes.All.Select(node => Short(Status(node)))]);

    /// <summary>The endpoints, each by its worst verdict for any node.</summary>
    public EndpointList Endpoints
    {
        get
        {
            var view = network.View;
            var verdicts = nodes.All.Select(Knowledge).DefaultIfEmpty(new NodeKnowledge(null)).Select(view.Judge).ToArray();
            return new([.. view.Endpoints.Select((endpoint, i) => Endpoint(endpoint, verdicts.MaxBy(each => each[i].State)[i]))]);
        }
    }

    /// <summary>A node; null when none of that name is watched.</summary>
    public NodeStatus? Node(string name) => nodes.Find(name) is { } node ? Status(node) : null;

    /// <summary>A node as lists show it; null when none of that name is watched.</summary>
    public NodeStatus? ShortNode(string name) => Node(name) is { } node ? Short(node) : null;

    /// <summary>The trail and the evidence are most of a node's JSON, and lists of many nodes are asked for every second.</summary>
    private static NodeStatus Short(NodeStatus node) =>
        node with { Facts = node.Facts is { } facts ? facts with { Trail = [], Evidence = [] } : null };

    private static NodeKnowledge Knowledge(Node node) => node.Report is { Seen: var seen }
        ? new NodeKnowledge(seen.Facts.ChainName, seen.Node.Best, node.Policy.BlockLag20, seen.At)
        : new NodeKnowledge(null);

    private static EndpointStatus Endpoint(EndpointView endpoint, EndpointVerdict verdict) => new()
    {
        Host = endpoint.Host,
        State = verdict.State,
        Why = EndpointText.Of(verdict),
        Head = endpoint.Head,
        Chain = endpoint.Chain,
        Latency = endpoint.Latency,
    };

    private NodeStatus Status(Node node)
    {
        var (report, pause) = (node.Report, node.Pause);
        return new NodeStatus
        {
            Name = node.Name,
            IsFresh = node.IsFresh,
            Decision = report?.Decision,
            Summary = report is null ? null : DecisionText.Verdict(report.Decision),
            Alerts = report is null ? [] : [.. report.Decision.Alerts.Select(alert => AlertStatus.Of(alert, report.Decision) with { SilencedUntil = node.SilencedUntil(alert.Kind) })],
            DecisionId = report?.DecisionId,
            Facts = report?.Seen.Facts,
            Policy = node.Policy,
            Life = report?.Seen.Life,
            PausedUntil = time.GetUtcNow() + pause?.Left,
            PausedBy = pause?.By,
            Help = [.. history.Shares(node.Name, DateTimeOffset.UnixEpoch)],
        };
    }
}
