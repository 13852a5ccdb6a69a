using System.Globalization;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>What the monitor answers, as tables.</summary>
internal static class Tables
{
    /// <summary>The nodes, a line each.</summary>
    public static Table Of(NodeList nodes)
    {
        var table = new Table(
            new("NODE"), new("STATE"), new("LAG", IsNumber: true), new("HOLD"), new("ALERTS"),
            new("BEST", IsNumber: true, DropOrder: 4), new("HEAD", IsNumber: true, DropOrder: 2),
            new("SESSION", IsNumber: true, DropOrder: 1), new("PRODUCING", DropOrder: 3));
        foreach (var node in nodes.Nodes)
        {
            table.Add(
                node.Name,
                new(Words.State(node), ToneOf(node)),
                Words.Number(node.Lag),
                new(Words.Hold(node, nodes.At), Tone.Warning),
                new(Words.Alerts(node), Tone.Bad),
                Words.Number(node.Best),
                Words.Number(node.Head) + (node.IsHeadStale ? " (stale)" : ""),
                Words.Number(node.Session),
                node switch { { Session: null } => "-", { IsProducing: true } => "yes", _ => "no" });
        }

        return table;
    }

    /// <summary>The endpoints, a line each.</summary>
    public static Table Of(IEnumerable<EndpointStatus> endpoints)
    {
        var table = new Table(
            new("ENDPOINT"), new("STATE"), new("HEAD", IsNumber: true),
            new("LATENCY", IsNumber: true, DropOrder: 1), new("CHAIN", DropOrder: 2), new("WHY"));
        foreach (var endpoint in endpoints)
        {
            var tone = endpoint.State switch { EndpointState.Trusted => Tone.Good, EndpointState.Stale => Tone.Warning, _ => Tone.Bad };
            var latency = endpoint.LatencySeconds is { } seconds ? (seconds * 1000).ToString("0 'ms'", CultureInfo.InvariantCulture) : "";
            table.Add(
                endpoint.Host,
                new(Words.Of(endpoint.State), tone),
                Words.Number(endpoint.Head),
                latency,
                endpoint.Chain ?? "",
                endpoint.Why ?? "");
        }

        return table;
    }

    /// <summary>Restarts, a line each.</summary>
    public static Table Of(IEnumerable<RestartEntry> restarts)
    {
        var table = new Table(
            new("AT"), new("NODE"), new("REASON"), new("LAG", IsNumber: true), new("RESULT"),
            new("TOOK", IsNumber: true, DropOrder: 2), new("EFFECT"), new("DETAIL", DropOrder: 1));
        foreach (var restart in restarts)
        {
            var tone = restart.Result switch { RestartResult.Restarted => Tone.Good, null => Tone.Plain, _ => Tone.Bad };
            table.Add(
                Words.Time(restart.At),
                restart.Node,
                restart.Reason is { } reason ? Words.Of(reason) : "unknown",
                Words.Number(restart.Lag),
                new(restart.Result is { } result ? Words.Of(result) : "under way", tone),
                restart.TookSeconds?.ToString("0.0 's'", CultureInfo.InvariantCulture) ?? "",
                new(restart.Effect is { } effect ? Words.Of(effect) : "", restart.Effect is RestartEffect.Recovered ? Tone.Good : Tone.Bad),
                restart.Detail ?? "");
        }

        return table;
    }

    /// <summary>How often restarts helped, a line for each node and reason.</summary>
    public static Table Of(IEnumerable<(string Node, HelpEntry Help)> helps)
    {
        var table = new Table(new("NODE"), new("REASON"), new("HELPED", IsNumber: true), new("NOT KNOWN", IsNumber: true, DropOrder: 1));
        foreach (var (node, help) in helps)
        {
            var tone = help switch
            {
                { Judged: 0 } => Tone.Plain,
                { Recovered: 0 } => Tone.Bad,
                _ when help.Recovered == help.Judged => Tone.Good,
                _ => Tone.Warning,
            };
            table.Add(
                node,
                help.Reason is { } reason ? Words.Of(reason) : "unknown",
                new(help.Judged == 0 ? "-" : FormattableString.Invariant($"{help.Recovered} of {help.Judged}"), tone),
                help.All > help.Judged ? (help.All - help.Judged).ToString(CultureInfo.InvariantCulture) : "");
        }

        return table;
    }

    /// <summary>The color of a node's state.</summary>
    public static Tone ToneOf(NodeStatus node) => node switch
    {
        { Reason: null } => Tone.Plain,
        { AsksForRestart: true } or { Reason: Reason.Missing or Reason.NotRunning } => Tone.Bad,
        { Reason: Reason.InStep, IsFresh: true } => Tone.Good,
        _ => Tone.Warning,
    };
}
