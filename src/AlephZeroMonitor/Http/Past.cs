using AlephZeroMonitor.Core;
using AlephZeroMonitor.Http.Api;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Http;

/// <summary>What the API tells of decisions, restarts and lags before now.</summary>
internal sealed class Past(Board board)
{
    /// <summary>The latest decisions that changed something.</summary>
    /// <param name="node">Of this node alone; null: of all.</param>
    /// <param name="limit">At most so many.</param>
    public DecisionList Decisions(string? node, int limit) => new()
    {
        Decisions = [.. board.Decisions.Where(saved => node is null || saved.Node == node).Reverse().Take(limit).Select(Entry)],
    };

    /// <summary>A decision; null when it is not kept.</summary>
    public DecisionDetail? Decision(long id) => board.Decisions.FirstOrDefault(saved => saved.Id == id) is not { } saved ? null : new DecisionDetail
    {
        Decision = Entry(saved),
        Explanation = [.. Explanation.Sentences(saved.Decision, saved.Policy)],
        Evidence = [.. Explanation.Evidence(saved.Seen, saved.Decision).Select(each => new Evidence { What = each.What, Value = each.Value, At = each.At?.At })],
    };

    /// <summary>The latest restarts.</summary>
    /// <param name="node">Of this node alone; null: of all.</param>
    /// <param name="limit">At most so many.</param>
    public RestartList Restarts(string? node, int limit) => new()
    {
        Restarts = [.. board.Restarts.Where(saved => node is null || saved.Node == node).Reverse().Take(limit).Select(Entry)],
    };

    /// <summary>How lags went from one time to another.</summary>
    /// <param name="names">The nodes.</param>
    /// <param name="from">From when.</param>
    /// <param name="to">Until when.</param>
    /// <param name="step">For each such step the greatest lag.</param>
    public LagSeries Lag(IReadOnlyList<string> names, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var seconds = (long)step.TotalSeconds;
        var steps = names.Select(name => board.Lag(name).Where(sample => sample.At >= from && sample.At <= to)
            .GroupBy(sample => sample.At.ToUnixTimeSeconds() / seconds * seconds).ToDictionary(group => group.Key, group => group.Max(sample => sample.Lag))).ToArray();
        long[] at = [.. steps.SelectMany(each => each.Keys).Distinct().Order()];
        return new LagSeries
        {
            StepSeconds = seconds,
            At = [.. at],
            Nodes = [.. names.Zip(steps, (name, lags) => new NodeLag { Name = name, Lag = [.. at.Select(second => lags.TryGetValue(second, out var lag) ? lag : (uint?)null)] })],
        };
    }

    private static DecisionEntry Entry(SavedDecision saved) => new()
    {
        Id = saved.Id,
        Node = saved.Node,
        At = saved.Decision.At,
        Reason = saved.Decision.Reason,
        Hold = saved.Decision.Hold == Hold.None ? null : saved.Decision.Hold,
        HoldUntil = saved.Decision.At + saved.Decision.HoldFor,
        Restarts = saved.Decision.Restarts,
        AsksForRestart = saved.Decision.Reason.AsksForRestart(),
        Lag = saved.Decision.Lag,
        Summary = saved.Decision.Restarts ? $"restart: {saved.Decision.Reason}" : DecisionText.Verdict(saved.Decision),
    };

    private static RestartEntry Entry(SavedRestart saved) => new()
    {
        DecisionId = saved.DecisionId,
        Node = saved.Node,
        At = saved.Decision.At,
        Reason = saved.Decision.Reason,
        Lag = saved.Decision.Lag,
        Result = saved.Outcome?.Result,
        Detail = saved.Outcome?.Detail,
        TookSeconds = saved.Outcome?.Took.TotalSeconds,
    };
}
