using AlephZeroMonitor.Api;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using AlephZeroMonitor.Wording;

namespace AlephZeroMonitor.Http;

/// <summary>What is known of nodes and endpoints now, from what the loops published: a request never causes a check.</summary>
internal sealed class Snapshot(Nodes nodes, INetwork network, RestartHelp help, Settings settings, TimeProvider time)
{
    /// <summary>What a check may take beyond its interval before what it showed is old.</summary>
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(60);

    /// <summary>All nodes, without the long parts of their facts.</summary>
    public NodeList Nodes => new(time.GetUtcNow(), [.. nodes.All.OrderBy(node => node.Name, StringComparer.Ordinal).Select(node => Short(Status(node)))]);

    /// <summary>The endpoints.</summary>
    public EndpointList Endpoints => new([.. network.View.Endpoints.Select(Endpoint)]);

    /// <summary>A node; null when none of that name is watched.</summary>
    public NodeStatus? Node(string name) => nodes.Find(name) is { } node ? Status(node) : null;

    /// <summary>A node as lists show it; null when none of that name is watched.</summary>
    public NodeStatus? ShortNode(string name) => Node(name) is { } node ? Short(node) : null;

    /// <summary>The report is of a check that is not overdue.</summary>
    public bool IsFresh(NodeReport report) => time.GetElapsedTime(report.PublishedAt) <= settings.CheckInterval + LongestCheck;

    /// <summary>The trail and the evidence are most of a node's JSON, and lists of many nodes are asked for every second.</summary>
    private static NodeStatus Short(NodeStatus node) => node with { Facts = node.Facts is { } facts ? facts with { Trail = [], Evidence = [] } : null };

    private NodeStatus Status(Node node)
    {
        var bare = new NodeStatus { Name = node.Name, Help = [.. help.Of(node.Name)] };
        return node.Report is not { Seen: var seen, Decision: var decision } report ? bare : bare with
        {
            IsFresh = IsFresh(report),
            Decision = decision,
            Summary = DecisionText.Verdict(decision),
            DecisionId = report.DecisionId,
            Facts = seen.Facts,
            Policy = report.Policy,
            Life = seen.Life,
            PausedUntil = seen.At + seen.Pause?.Left,
        };
    }

    private EndpointStatus Endpoint(EndpointView endpoint)
    {
        var verdict = Judge(endpoint);
        return new EndpointStatus
        {
            Host = endpoint.Host,
            State = verdict.State,
            Why = EndpointText.Why(verdict),
            Head = endpoint.Head,
            Chain = endpoint.Chain,
            Latency = endpoint.Latency,
        };
    }

    /// <summary>Judges an endpoint for each node; the worst verdict counts.</summary>
    private EndpointVerdict Judge(EndpointView endpoint) =>
        nodes.All.Select(node => node.Report?.Seen.Facts.ChainName).Append(null).Distinct().Select(endpoint.Judge).MaxBy(verdict => verdict.State);
}

/// <summary>How often restarts helped. The history is asked again only after an action or its effect, or when rows may have grown too old.</summary>
internal sealed class RestartHelp(IHistoryQueries history, TimeProvider time) : IProjection
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    private volatile Answer? _last;
    private long _changes;

    /// <summary>How often restarts of a node helped, by reason, of all that the history keeps.</summary>
    public IEnumerable<HelpShare> Of(string node)
    {
        var changes = Interlocked.Read(ref _changes);
        var last = _last;
        if (last is null || last.Changes != changes || time.GetElapsedTime(last.At) >= MaxAge)
        {
            _last = last = new Answer(history.Shares(null, DateTimeOffset.UnixEpoch).ToLookup(share => share.Node), changes, time.GetTimestamp());
        }

        return last.Shares[node];
    }

    /// <inheritdoc/>
    public void Checked(NodeReport report)
    {
        if (report.Decision.Effect != Core.RestartEffect.Unknown)
        {
            Interlocked.Increment(ref _changes);
        }
    }

    /// <inheritdoc/>
    public void Acting(NodeReport report) => Interlocked.Increment(ref _changes);

    /// <inheritdoc/>
    public void Acted(NodeReport report, Core.ActionOutcome outcome) => Interlocked.Increment(ref _changes);

    private sealed record Answer(ILookup<string, HelpShare> Shares, long Changes, long At);
}
