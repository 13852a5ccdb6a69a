using System.Collections.Concurrent;

namespace AlephZeroMonitor.Watching;

/// <summary>Knows whether the loops are alive: each promises when it will be heard of again.</summary>
internal sealed class Liveness(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, (long From, TimeSpan Within)> _promises = new();

    /// <summary>The loop of this node will be heard of again within this time.</summary>
    public void Promise(string name, TimeSpan within) => _promises[name] = (time.GetTimestamp(), within);

    /// <summary>The nodes whose loop broke its promise.</summary>
    public IReadOnlyList<string> Overdue() =>
        [.. _promises.Where(promise => time.GetElapsedTime(promise.Value.From) > promise.Value.Within).Select(promise => promise.Key).Order()];
}
