using System.Collections.Concurrent;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.History;

/// <summary>How often restarts helped, at hand for all who look: the history is asked again only after a restart, or when rows may have grown too old.</summary>
internal sealed class RestartHelp
{
    private readonly HistoryStore _history;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<(string Node, string? Reason, RestartEffect Effect), long> _counts = new();
    private volatile Answer? _last;
    private long _changes;

    /// <summary>Begins to count.</summary>
    public RestartHelp(HistoryStore history, TimeProvider time)
    {
        (_history, _time) = (history, time);
        history.RestartChanged += Note;
    }

    /// <summary>How often each effect was seen since the process began, by the node and the reason of the restart.</summary>
    public IReadOnlyDictionary<(string Node, string? Reason, RestartEffect Effect), long> Counts => _counts;

    /// <summary>How often restarts of a node helped, by reason, of all that the history keeps.</summary>
    public IEnumerable<HelpShare> Of(string node)
    {
        var changes = Interlocked.Read(ref _changes);
        var last = _last;
        if (last is null || last.Changes != changes || _time.GetElapsedTime(last.At) >= Retention.Interval)
        {
            var shares = _history.Read(reader => reader.Shares(null, DateTimeOffset.UnixEpoch)) ?? [];
            _last = last = new Answer(shares.ToLookup(share => share.Node), changes, _time.GetTimestamp());
        }

        return last.Shares[node];
    }

    private void Note(long restart, RestartEffect effect)
    {
        Interlocked.Increment(ref _changes);
        if (effect != RestartEffect.Unknown && _history.Read(reader => reader.Restart(restart)) is { } known)
        {
            _counts.AddOrUpdate((known.Node, known.Reason, effect), 1, (_, count) => count + 1);
        }
    }

    private sealed record Answer(ILookup<string, HelpShare> Shares, long Changes, long At);
}
