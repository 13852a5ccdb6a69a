using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Http.Api;
using AlephZeroMonitor.Wording;

namespace AlephZeroMonitor.Http;

/// <summary>What the API tells of decisions, restarts, lives and lags before now, from the history.</summary>
internal sealed class Past(HistoryStore history)
{
    /// <summary>The latest decisions that changed something.</summary>
    /// <param name="node">Of this node alone; null: of all.</param>
    /// <param name="limit">At most so many.</param>
    public DecisionList Decisions(string? node, int limit) => new()
    {
        Decisions = [.. from verdict in history.Read(reader => reader.Verdicts(node, limit)) ?? []
                        let decision = Replay.ReadDecision(verdict.Decision)
                        where decision is not null
                        select Entry(verdict.Id, verdict.Node, decision)],
    };

    /// <summary>A decision; null when it is not kept, or was saved by a version that isn't understood.</summary>
    public DecisionDetail? Decision(long id) =>
        history.Read(reader => reader.Decision(id)) is { Record: { } record } saved && Replay.Read(record) is var (state, seen, policy, decision)
            ? new DecisionDetail
            {
                Decision = Entry(saved.Id, saved.Node, decision),
                Explanation = [.. Explanation.Sentences(decision, policy)],
                Holds = [.. HoldsText.Of(decision, seen, policy)],
                WouldChange = [.. Alternatives.Of(state, seen, policy, decision)],
                Evidence = [.. Explanation.Evidence(seen, decision).Select(each => new Evidence { What = each.What, Value = each.Value, At = each.At?.At })],
            }
            : null;

    /// <summary>The latest restarts.</summary>
    /// <param name="node">Of this node alone; null: of all.</param>
    /// <param name="limit">At most so many.</param>
    public RestartList Restarts(string? node, int limit) => new()
    {
        Restarts = [.. (history.Read(reader => reader.Restarts(node, DateTimeOffset.MinValue, limit)) ?? []).Select(Entry)],
    };

    /// <summary>The latest lives that lasted at some time between two.</summary>
    /// <param name="node">Of this node alone; null: of all.</param>
    /// <param name="from">From when.</param>
    /// <param name="to">Until when.</param>
    /// <param name="limit">At most so many.</param>
    public LifeList Lives(string? node, DateTimeOffset from, DateTimeOffset to, int limit) => new()
    {
        Lives = [.. (history.Read(reader => reader.Lives(node, from, to, limit)) ?? []).Select(Entry)],
    };

    /// <summary>What operators did lately.</summary>
    /// <param name="limit">At most so many.</param>
    public ActionList Actions(int limit) => new()
    {
        Actions = [.. (history.Read(reader => reader.Actions(null, limit)) ?? []).Select(action => new ActionEntry { At = action.At, Node = action.Node, What = action.What, By = action.Who })],
    };

    /// <summary>How lags went from one time to another.</summary>
    /// <param name="names">The nodes.</param>
    /// <param name="from">From when.</param>
    /// <param name="to">Until when.</param>
    /// <param name="step">For each such step the greatest lag.</param>
    public LagSeries Lag(IReadOnlyList<string> names, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var steps = names.Select(name => (history.Read(reader => reader.Lag(name, from, to, step)) ?? [])
            .Where(point => point.Lag is not null).ToDictionary(point => point.At.ToUnixTimeSeconds(), point => point.Lag)).ToArray();
        long[] at = [.. steps.SelectMany(each => each.Keys).Distinct().Order()];
        return new LagSeries
        {
            StepSeconds = (long)step.TotalSeconds,
            At = [.. at],
            Nodes = [.. names.Zip(steps, (name, lags) => new NodeLag { Name = name, Lag = [.. at.Select(second => lags.GetValueOrDefault(second))] })],
        };
    }

    private static DecisionEntry Entry(long id, string node, Decision decision) => new()
    {
        Id = id,
        Node = node,
        At = decision.At,
        Reason = decision.Reason,
        Hold = decision.Hold == Hold.None ? null : decision.Hold,
        HoldUntil = decision.At + decision.HoldFor,
        Restarts = decision.Restarts,
        AsksForRestart = decision.Reason.AsksForRestart(),
        Lag = decision.Lag,
        Summary = DecisionText.Outcome(decision),
    };

    private static RestartEntry Entry(PastRestart saved) => new()
    {
        DecisionId = saved.DecisionId,
        Node = saved.Node,
        At = saved.At,
        Reason = Enum.TryParse<Reason>(saved.Reason, out var reason) ? reason : null,
        Lag = saved.Lag,
        Result = Enum.TryParse<RestartResult>(saved.Result, out var result) ? result : null,
        Detail = saved.Detail,
        TookSeconds = saved.Took?.TotalSeconds,
        Effect = saved.Effect,
        EffectAfterSeconds = saved.EffectAfter?.TotalSeconds,
        LogTail = saved.LogTail,
    };

    private static LifeEntry Entry(PastLife saved) => new()
    {
        Node = saved.Node,
        InstanceId = saved.InstanceId,
        StartedAt = saved.StartedAt,
        EndedAt = saved.EndedAt,
        ExitCode = saved.ExitCode,
        IsOutOfMemory = saved.IsOutOfMemory,
        IsEndedByMonitor = saved.EndedBy is { } who ? who == LifeEnd.ByMonitor : null,
    };
}
