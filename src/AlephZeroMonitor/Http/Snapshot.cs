using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Http.Api;
using AlephZeroMonitor.Watching;
using AlephZeroMonitor.Wording;

namespace AlephZeroMonitor.Http;

/// <summary>What the API tells of nodes and endpoints, made from what the loops published.</summary>
internal sealed class Snapshot(Board board, RpcNetwork endpoints, RestartHelp help, Settings settings, TimeProvider time)
{
    /// <summary>What a check may take beyond its interval before what it showed is old.</summary>
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(60);

    /// <summary>All nodes, also those that were not checked yet.</summary>
    public NodeList Nodes => new()
    {
        At = time.GetUtcNow(),
        Nodes = [.. settings.ContainerNames.Union(board.Nodes.Select(node => node.Name)).Order(StringComparer.Ordinal).Select(name => Node(name)!)],
    };

    /// <summary>The endpoints.</summary>
    public EndpointList Endpoints => new() { Endpoints = [.. endpoints.View.Endpoints.Select(Endpoint)] };

    /// <summary>A node; null when none of that name is watched.</summary>
    public NodeStatus? Node(string name) => board.Find(name) is { } report ? Status(report)
        : settings.ContainerNames.Contains(name) ? new NodeStatus { Name = name, RestartHelp = [.. help.Of(name).Select(Help)] }
        : null;

    /// <summary>The report is of a check that is not overdue.</summary>
    public bool IsFresh(NodeReport report) => time.GetElapsedTime(report.PublishedAt) <= settings.CheckInterval + LongestCheck;

    /// <summary>Judges an endpoint by the chains of all nodes; the worst counts.</summary>
    public EndpointVerdict Judge(EndpointView endpoint) =>
        board.Nodes.Select(node => node.Seen.Facts.ChainName).Append(null).Distinct().Select(endpoint.Judge).MaxBy(verdict => verdict.State);

    private NodeStatus Status(NodeReport report)
    {
        var (seen, decision, facts) = (report.Seen, report.Decision, report.Seen.Facts);
        return new NodeStatus
        {
            Name = report.Name,
            CheckedAt = seen.At,
            IsFresh = IsFresh(report),
            RunState = seen.RunState,
            Reason = decision.Reason,
            Hold = decision.Hold == Hold.None ? null : decision.Hold,
            HoldUntil = decision.At + decision.HoldFor,
            PausedUntil = seen.At + seen.Pause?.Left,
            IsDryRun = report.Policy.DryRun,
            AsksForRestart = decision.Reason.AsksForRestart(),
            IsBlind = decision.Reason.IsBlind(),
            Summary = DecisionText.Verdict(decision),
            Problem = decision.Problem,
            DecisionId = report.DecisionId,
            Lag = decision.Lag,
            BlockLag20 = report.Policy.BlockLag20,
            BlockLag100 = report.Policy.BlockLag100,
            Best = decision.Best,
            BestSource = decision.BestSource,
            BestAt = decision.BestSource == BestSource.Log ? facts.BestAt?.At : seen.At,
            Disagreement = decision.Disagreement,
            Alerts = [.. Enum.GetValues<Alerts>().Where(alert => alert != Alerts.None && decision.Alerts.HasFlag(alert))],
            Finalized = decision.Finalized,
            Head = decision.Head,
            IsHeadStale = decision.IsHeadStale,
            ImportRate = decision.ImportRate,
            HeadRate = decision.HeadRate,
            CatchUpSeconds = decision.CatchUpIn?.TotalSeconds,
            Peers = decision.Peers,
            MajorSync = decision.MajorSync,
            Session = decision.Session,
            SessionStartedAt = facts.SessionStartedAt?.At,
            IsProducing = decision.IsProducing,
            Prepared = facts.PreparedInSession,
            PreSealed = facts.PreSealedInSession,
            ProducedAt = facts.ProducedAt?.At,
            Chain = facts.ChainName,
            StartedAt = seen.Life?.StartedAt,
            Reorgs = facts.Reorgs,
            LogLines = facts.Lines,
            Restarts = board.RestartCounts.Where(count => count.Key.Node == report.Name && count.Key.Result == RestartResult.Restarted).Sum(count => count.Value),
            RestartHelp = [.. help.Of(report.Name).Select(Help)],
            Troubles = [.. facts.Troubles.Select(trouble => new TroubleEntry { Kind = trouble.Kind, Count = trouble.Count, At = trouble.At?.At, Line = trouble.Line })],
        };
    }

    private static HelpEntry Help(HelpShare share) => new()
    {
        Reason = Enum.TryParse<Reason>(share.Reason, out var reason) ? reason : null,
        Recovered = share.Recovered,
        Judged = share.Judged,
        All = share.All,
    };

    private EndpointStatus Endpoint(EndpointView endpoint)
    {
        var (state, why) = Judge(endpoint);
        return new EndpointStatus
        {
            Host = endpoint.Host,
            State = state,
            Why = why,
            Head = endpoint.Head,
            Chain = endpoint.Chain,
            LatencySeconds = endpoint.Latency?.TotalSeconds,
        };
    }
}
