using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>What the monitor answers, as tables.</summary>
internal static class Tables
{
    /// <summary>The nodes, a line each; nodes of several hosts have names of the form <c>host/node</c>.</summary>
    public static Table Of(NodeList nodes)
    {
        var table = new Table(
            new("HOST"), new("NODE"), new("REASON"), new("LAG", IsNumber: true), new("HOLD"), new("ALERTS"),
            new("BEST", IsNumber: true, DropOrder: 4), new("HEAD", IsNumber: true, DropOrder: 2),
            new("FINALIZED", IsNumber: true, IsWide: true), new("PEERS", IsNumber: true, IsWide: true), new("BLOCKS/S", IsNumber: true, IsWide: true),
            new("SESSION", IsNumber: true, DropOrder: 1), new("PRODUCING", DropOrder: 3), new("AGE", IsNumber: true), new("WHY"));
        foreach (var node in nodes.Nodes)
        {
            var (decision, slash) = (node.Decision, node.Name.LastIndexOf('/'));
            table.Add(
                node.Name[..Math.Max(0, slash)],
                node.Name[(slash + 1)..],
                new(Words.State(node), ToneOf(node)),
                Words.Number(decision?.Lag),
                new(Words.Hold(node, nodes.At), Tone.Warning),
                new(Words.Alerts(node, nodes.At), Tone.Bad),
                Words.Number(decision?.Best),
                Words.Number(decision?.Head) + (decision?.IsHeadStale == true ? " (stale)" : ""),
                Words.Number(decision?.Finalized),
                Words.Number(decision?.Peers),
                decision?.ImportRate is { } rate ? DecisionText.Rate(rate) : "-",
                Words.Number(decision?.Session),
                decision switch { { Session: null } or null => "-", { IsProducing: true } => "yes", _ => "no" },
                node.Life is { } life ? Words.Age(nodes.At - life.StartedAt) : "-",
                Words.Why(node));
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
            var latency = endpoint.Latency is { } span ? span.TotalMilliseconds.ToString("0 'ms'", CultureInfo.InvariantCulture) : "";
            table.Add(endpoint.Host, new($"{endpoint.State}", tone), Words.Number(endpoint.Head), latency, endpoint.Chain ?? "", endpoint.Why ?? "");
        }

        return table;
    }

    /// <summary>Restarts and starts, a line each.</summary>
    public static Table Of(IEnumerable<SavedAction> actions, DateTimeOffset now)
    {
        var table = new Table(
            new("RESTART", IsNumber: true), new("AGE", IsNumber: true), new("AT", DropOrder: 2), new("NODE"), new("REASON"), new("LAG", IsNumber: true), new("RESULT"),
            new("TOOK", IsNumber: true, DropOrder: 3), new("EFFECT"), new("DETAIL", DropOrder: 1));
        foreach (var action in actions)
        {
            var outcome = action.Outcome;
            table.Add(
                action.DecisionId is { } id ? Id(id) : "-",
                Words.Age(now - action.At),
                Words.Time(action.At),
                action.Node,
                $"{action.Reason}",
                Words.Number(action.Lag),
                outcome is null ? "under way" : new Cell($"{outcome.Result}", outcome.HasSucceeded ? Tone.Good : Tone.Bad),
                outcome?.Took.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture) ?? "",
                action.Effect is { } effect
                    ? new Cell($"{effect}{(action.EffectAfter is { } after ? $" in {Words.Age(after)}" : "")}", effect == RestartEffect.Recovered ? Tone.Good : Tone.Bad)
                    : "",
                outcome is null ? "" : OutcomeText.Detail(outcome));
        }

        return table;
    }

    /// <summary>Decisions, a line each.</summary>
    public static Table Of(IEnumerable<DecisionEntry> decisions, DateTimeOffset now)
    {
        var table = new Table(
            new("DECISION", IsNumber: true), new("AGE", IsNumber: true), new("AT", DropOrder: 1), new("NODE"), new("REASON"), new("LAG", IsNumber: true), new("HOLD"), new("ACTION"));
        foreach (var (id, node, decision, _) in decisions)
        {
            table.Add(
                Id(id),
                Words.Age(now - decision.At),
                Words.Time(decision.At),
                node,
                $"{decision.Reason}",
                Words.Number(decision.Lag),
                decision.Hold == Hold.None ? "" : $"{decision.Hold}",
                decision.Acts ? DecisionText.Verb(decision) : "");
        }

        return table;
    }

    /// <summary>How often restarts helped, a line for each node and reason.</summary>
    public static Table Of(IEnumerable<HelpShare> shares)
    {
        var table = new Table(new("NODE"), new("REASON"), new("HELPED", IsNumber: true), new("NOT KNOWN", IsNumber: true, DropOrder: 1));
        foreach (var share in shares)
        {
            table.Add(
                share.Node,
                share.Reason?.ToString() ?? "-",
                share.Judged == 0 ? "-" : new Cell(FormattableString.Invariant($"{share.Recovered} of {share.Judged}"), ToneOf(share)),
                share.All > share.Judged ? (share.All - share.Judged).ToString(CultureInfo.InvariantCulture) : "");
        }

        return table;
    }

    /// <summary>The color of a node's state.</summary>
    public static Tone ToneOf(NodeStatus node) => node switch
    {
        { Decision: null } => Tone.Plain,
        { Decision.Reason: Reason.Missing or Reason.NotRunning } => Tone.Bad,
        _ when node.Decision.Reason.AsksForAction() => Tone.Bad,
        { Decision.Reason: Reason.InStep, IsFresh: true } => Tone.Good,
        _ => Tone.Warning,
    };

    private static string Id(long id) => id.ToString("'#'0", CultureInfo.InvariantCulture);

    private static Tone ToneOf(HelpShare share) => share.Recovered switch
    {
        0 => Tone.Bad,
        var recovered when recovered == share.Judged => Tone.Good,
        _ => Tone.Warning,
    };
}
