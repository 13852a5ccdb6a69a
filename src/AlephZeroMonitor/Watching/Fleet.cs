using System.Collections.Concurrent;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Watching;

/// <summary>All nodes that this monitor watches, as far as one of them has to know of the others: when all look sick at once, the observer is suspect.</summary>
internal sealed class Fleet(Settings settings, TimeProvider time)
{
    /// <summary>With fewer nodes all being sick says little.</summary>
    private const int LeastNodes = 3;

    private static readonly TimeSpan SameTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(0.05);

    private readonly ConcurrentDictionary<string, (bool IsSick, long LookedAt)> _judged = new();
    private readonly ConcurrentDictionary<string, bool> _waiting = new();

    /// <summary>A node is about to be restarted: all others should be looked at now. Handlers must not block.</summary>
    public event Action? AskedFor;

    /// <summary>A node was judged.</summary>
    /// <param name="name">The node.</param>
    /// <param name="decision">The judgement.</param>
    /// <param name="lookedAt">The clock's time stamp from before it was observed.</param>
    public void Report(string name, Decision decision, long lookedAt) =>
        _judged[name] = (decision.Reason.AsksForRestart() && decision.Reason != Reason.Requested, lookedAt);

    /// <summary>Three or more nodes are watched, and each other one was sick when it was last looked at, no longer than a minute ago.</summary>
    public bool AreAllOthersSick(string name) => settings.ContainerNames.Length >= LeastNodes
        && Others(name).All(other => _judged.TryGetValue(other, out var last) && last.IsSick && time.GetElapsedTime(last.LookedAt) <= SameTime);

    /// <summary>Has the others looked at, and waits until they were, though not for long. Nothing to do for fewer than three nodes.</summary>
    /// <param name="name">The node that is about to be restarted. Others that wait for it need not: it is known to be sick.</param>
    /// <param name="lookedAt">When it was looked at itself: what was seen of the others before says nothing.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task GatherAsync(string name, long lookedAt, CancellationToken ct)
    {
        if (settings.ContainerNames.Length < LeastNodes)
        {
            return;
        }

        _waiting[name] = true;
        AskedFor?.Invoke();
        for (var begin = time.GetTimestamp(); time.GetElapsedTime(begin) < Patience && !Others(name).All(IsKnown);)
        {
            await Task.Delay(PollInterval, time, ct);
        }

        _waiting.TryRemove(name, out _);

        bool IsKnown(string other) => _waiting.ContainsKey(other) || (_judged.TryGetValue(other, out var last) && last.LookedAt >= lookedAt);
    }

    private IEnumerable<string> Others(string name) => settings.ContainerNames.Where(other => other != name);
}
