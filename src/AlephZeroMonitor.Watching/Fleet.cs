using System.Collections.Concurrent;
using System.Collections.Immutable;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Watching;

/// <summary>What one node has to know of the others: when all look sick at once, the observer is suspect.</summary>
/// <param name="nodes">All nodes.</param>
/// <param name="time">The clock.</param>
/// <param name="patience">How long a node that is about to be acted on waits until the others were looked at.</param>
public sealed class Fleet(Nodes nodes, TimeProvider time, TimeSpan patience)
{
    /// <summary>The patience of a real monitor.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(10);

    /// <summary>With fewer nodes, all being sick says little.</summary>
    private const int LeastNodes = 3;

    private static readonly TimeSpan SameTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(0.05);

    private readonly ConcurrentDictionary<Node, (bool IsSick, long LookedAt)> _judged = new();
    private readonly ConcurrentDictionary<Node, bool> _waiting = new();
    private ImmutableHashSet<string> _chains = [];

    /// <summary>A node is about to be acted on: all others should be looked at now. Handlers must not block.</summary>
    public event Action? Gathering;

    /// <summary>The names of the nodes' chains that were seen.</summary>
    internal ImmutableHashSet<string> Chains => _chains;

    /// <summary>A node was judged.</summary>
    /// <param name="node">The node.</param>
    /// <param name="reason">The judgement.</param>
    /// <param name="chain">The name of the node's chain; null when unknown.</param>
    /// <param name="lookedAt">The clock's time stamp from before it was observed.</param>
    internal void Judged(Node node, Reason reason, string? chain, long lookedAt)
    {
        _judged[node] = (reason.AsksFor() == Remedy.Restart && reason != Reason.Requested, lookedAt);
        if (chain is not null && !_chains.Contains(chain))
        {
            ImmutableInterlocked.Update(ref _chains, static (chains, added) => chains.Add(added), chain);
        }
    }

    /// <summary>A node is no longer watched.</summary>
    internal void Forget(Node node) => _judged.TryRemove(node, out _);

    /// <summary>Three or more nodes are watched, and each other one was sick when it was last looked at, no longer than a minute ago.</summary>
    internal bool AreAllOthersSick(Node node)
    {
        var all = nodes.All;
        if (all.Length < LeastNodes)
        {
            return false;
        }

        foreach (var other in all)
        {
            if (other != node && !(_judged.TryGetValue(other, out var last) && last.IsSick && time.GetElapsedTime(last.LookedAt) <= SameTime))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Has the others looked at, and waits until they were, though not for long. Nothing to do for fewer than three nodes.</summary>
    /// <param name="node">The node that is about to be acted on. Others that wait for it need not look: it is known to be sick.</param>
    /// <param name="lookedAt">When it was looked at itself: what was seen of the others before says nothing.</param>
    /// <param name="ct">Ends the wait.</param>
    internal async ValueTask GatherAsync(Node node, long lookedAt, CancellationToken ct)
    {
        if (nodes.All.Length < LeastNodes)
        {
            return;
        }

        _waiting[node] = true;
        try
        {
            Gathering?.Invoke();
            for (var begin = time.GetTimestamp(); time.GetElapsedTime(begin) < patience && !Others(node).All(IsKnown);)
            {
                await Task.Delay(PollInterval, time, ct);
            }
        }
        finally
        {
            _waiting.TryRemove(node, out _);
        }

        bool IsKnown(Node other) => _waiting.ContainsKey(other) || (_judged.TryGetValue(other, out var last) && last.LookedAt >= lookedAt);
    }

    private IEnumerable<Node> Others(Node node) => nodes.All.Where(other => other != node);
}
