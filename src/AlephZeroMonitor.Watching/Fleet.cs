using System.Collections.Concurrent;

namespace AlephZeroMonitor.Watching;

/// <summary>What one node has to know of the others: when all look sick at once, the observer is suspect; and never too many are acted on at once.</summary>
/// <param name="gatherTimeout">How long a node that is about to be acted on waits until the others were looked at.</param>
/// <param name="maxParallel">How many nodes may be acted on at once.</param>
public sealed class Fleet(Nodes nodes, TimeProvider time, TimeSpan gatherTimeout, int maxParallel = 1)
{
    /// <summary>The gatherTimeout of a real monitor.</summary>
    public static readonly TimeSpan UsualGatherTimeout = TimeSpan.FromSeconds(10);

    /// <summary>With fewer nodes, all being sick says little.</summary>
    private const int LeastNodes = 3;

    private static readonly TimeSpan SameTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(0.05);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<Node, Judgement> _judged = new();
    private readonly ConcurrentDictionary<Node, bool> _gathering = new();
    private readonly HashSet<Node> _acting = [];
    private readonly HashSet<Node> _waiting = [];
    private ImmutableHashSet<string> _chains = [];

    /// <summary>A node is about to be acted on: all others should be looked at now. Handlers must not block.</summary>
    public event Action? Gathering;

    /// <summary>The names of the nodes' chains that were seen.</summary>
    internal ImmutableHashSet<string> Chains => _chains;

    /// <summary>A node was judged.</summary>
    /// <param name="decision">The judgement.</param>
    /// <param name="chain">The name of the node's chain; null when unknown.</param>
    /// <param name="lookedAt">The clock's time stamp from before it was observed.</param>
    internal void Judged(Node node, Decision decision, string? chain, long lookedAt)
    {
        var isSick = decision.Reason.AsksFor() == Remedy.Restart && decision.Reason != Reason.Requested;
        var isNext = decision.Acts || (decision.Hold == Hold.OneAtATime && !node.Policy.DryRun);
        var before = _judged.GetValueOrDefault(node);
        _judged[node] = new(isSick, isNext ? decision.Lag ?? (decision.Reason == Reason.LeftStopped ? uint.MaxValue : 0) : null, lookedAt);
        if (!isNext)
        {
            StopWaiting(node);
            if (before.Lag is not null)
            {
                AskWaiting();
            }
        }

        if (chain is not null && !_chains.Contains(chain))
        {
            ImmutableInterlocked.Update(ref _chains, static (chains, added) => chains.Add(added), chain);
        }
    }

    /// <summary>A node is no longer watched.</summary>
    internal void Forget(Node node)
    {
        Release(node);
        StopWaiting(node);
        _judged.TryRemove(node, out _);
    }

    /// <summary>The node that this one has to wait for: while as many as may be are acted on, one of these. Null when there is none.</summary>
    internal string? FirstBefore(Node node)
    {
        lock (_gate)
        {
            return Wait(node, !_acting.Contains(node) && _acting.Count >= maxParallel ? _acting.First() : null);
        }
    }

    /// <summary>
    /// Takes the turn to be acted on, until <see cref="Release"/>; or names the node that comes first: one that is acted on, or as many that are further
    /// behind and only wait for their turn as there are turns. A node of unknown lag is stopped, and comes before all others.
    /// </summary>
    internal string? TakeTurn(Node node)
    {
        lock (_gate)
        {
            var own = _judged.GetValueOrDefault(node).Lag ?? 0;
            var before = nodes.All.Where(other => other != node && !_acting.Contains(other) && IsNext(other, out var lag) && (lag, node.Name).CompareTo((own, other.Name)) > 0);
            Node[] first = [.. _acting.Where(other => other != node), .. before];
            if (Wait(node, first.Length >= maxParallel ? first[0] : null) is { } other)
            {
                _acting.Remove(node);
                return other;
            }

            _acting.Add(node);
            return null;
        }
    }

    /// <summary>The node is not acted on, or not any more: those that wait look whether it is their turn.</summary>
    internal void Release(Node node)
    {
        lock (_gate)
        {
            if (!_acting.Remove(node))
            {
                return;
            }

            _judged[node] = _judged.GetValueOrDefault(node) with { Lag = null };
        }

        AskWaiting();
    }

    /// <summary>Three or more nodes are watched, and each of the others was sick at its last check, at most a minute ago.</summary>
    internal bool AreAllOthersSick(Node node)
    {
        var others = Others(node).Where(other => other.Report is not { Seen.IsDependant: true }).ToArray();
        return others.Length + 1 >= LeastNodes && others.All(other => _judged.TryGetValue(other, out var last) && last.IsSick && IsRecent(last));
    }

    /// <summary>A node that this one depends on and that was restarted or started by us in this one's life; null when there is none.</summary>
    internal string? RestartedParent(Observation seen) =>
        seen.Life is { StartedAt: var startedAt } ? seen.DependsOn.FirstOrDefault(name => nodes.Find(name)?.RestartedAt > startedAt) : null;

    /// <summary>A node runs again after our restart or start: those that depend on it are looked at.</summary>
    internal void Restarted(Node node, DateTimeOffset at)
    {
        if (node.RestartedAt != at)
        {
            node.RestartedAt = at;
            foreach (var other in nodes.All.Where(other => other.Report?.Seen.DependsOn.Contains(node.Name) == true))
            {
                other.Ask();
            }
        }
    }

    /// <summary>Asks the other nodes to check now, and waits for them, with a limit. Does nothing for a single node.</summary>
    /// <param name="node">The node that is about to be acted on. Others that wait for it need not look: it is known to be sick. Nor do those that are acted on.</param>
    /// <param name="lookedAt">When it was looked at itself: what was seen of the others before says nothing.</param>
    internal async ValueTask GatherAsync(Node node, long lookedAt, CancellationToken ct)
    {
        if (nodes.All.Length == 1)
        {
            return;
        }

        _gathering[node] = true;
        try
        {
            Gathering?.Invoke();
            for (var begin = time.GetTimestamp(); time.GetElapsedTime(begin) < gatherTimeout && !Others(node).All(IsKnown);)
            {
                await Task.Delay(PollInterval, time, ct);
            }
        }
        finally
        {
            _gathering.TryRemove(node, out _);
        }

        bool IsKnown(Node other) => _gathering.ContainsKey(other) || IsActing(other) || (_judged.TryGetValue(other, out var last) && last.LookedAt >= lookedAt);
    }

    private bool IsActing(Node node)
    {
        lock (_gate)
        {
            return _acting.Contains(node);
        }
    }

    /// <summary>It would be acted on now, if it were its turn; what was seen long ago keeps nobody waiting.</summary>
    private bool IsNext(Node node, out uint lag)
    {
        var last = _judged.GetValueOrDefault(node);
        lag = last.Lag ?? 0;
        return last.Lag is not null && IsRecent(last);
    }

    private bool IsRecent(Judgement last) => time.GetElapsedTime(last.LookedAt) <= SameTime;

    /// <summary>Remembers who waits.</summary>
    private string? Wait(Node node, Node? first)
    {
        _ = first is null ? _waiting.Remove(node) : _waiting.Add(node);
        return first?.Name;
    }

    private void StopWaiting(Node node)
    {
        lock (_gate)
        {
            _waiting.Remove(node);
        }
    }

    private void AskWaiting()
    {
        Node[] waiting;
        lock (_gate)
        {
            waiting = [.. _waiting];
        }

        foreach (var node in waiting)
        {
            node.Ask();
        }
    }

    private IEnumerable<Node> Others(Node node) => nodes.All.Where(other => other != node);

    /// <summary>The last judgement of a node.</summary>
    /// <param name="IsSick">A rule asks for its restart.</param>
    /// <param name="Lag">Its lag where it only waits for its turn to be acted on, the greatest where that is unknown; null where it does not.</param>
    /// <param name="LookedAt">The clock's time stamp from before it was observed.</param>
    private readonly record struct Judgement(bool IsSick, uint? Lag, long LookedAt);
}
