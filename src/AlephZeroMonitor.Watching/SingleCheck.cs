namespace AlephZeroMonitor.Watching;

/// <summary>One observation and one decision without a past: nothing is saved, reported or done.</summary>
public static class SingleCheck
{
    /// <summary>Looks at a node once.</summary>
    /// <param name="target">What runs it.</param>
    /// <param name="defaults">The settings of a node whose labels are not known.</param>
    public static async Task<NodeReport> RunAsync(
        string name, ITarget target, INetwork network, NodeSettings defaults, TimeProvider time, CancellationToken ct)
    {
        var context = new LoopContext(network, new NoHistory(), new ProjectionSet([]), new Fleet(new Nodes(), time, TimeSpan.Zero), time, "");
        var node = new Node(name, TimeSpan.Zero, defaults, context);
        var begin = time.GetTimestamp();
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var observer = new NodeObserver(node, target, context);
        var seen = await observer.ObserveAsync(TimeSpan.Zero, null, looking.Token);
        await looking.CancelAsync();
        await observer.EndAsync();
        return new NodeReport
        {
            Name = name,
            Seen = seen,
            Decision = Watchdog.Decide(NodeState.Initial, seen, node.Policy).Decision,
            Policy = node.Policy,
            Took = time.GetElapsedTime(begin),
            PublishedAt = time.GetTimestamp(),
        };
    }

    /// <summary>Remembers nothing.</summary>
    private sealed class NoHistory : IHistory
    {
        public NodeMemory? Load(string node) => null;

        public void Remember(string node, Func<NodeMemory, NodeMemory> change) { }

        public (long Id, Decision Decision)? LastDecision(string node) => null;

        public IReadOnlyList<OpenAction> OpenActions(string node) => [];

        public long? LastActionId(string node) => null;

        public long? SaveDecision(string node, NodeState before, Observation seen, Policy policy, Decision decision, ImmutableArray<Notice> notices = default) => null;

        public long? BeginAction(string node, ActionIntent intent, Func<NodeMemory, NodeMemory> change) => null;

        public void EndAction(string node, long id, ActionOutcome outcome, DateTimeOffset at, Func<NodeMemory, NodeMemory> change) { }

        public void SaveEffect(long id, RestartEffect effect, TimeSpan after) { }

        public void AddSample(string node, DateTimeOffset at, uint? lag, uint? best, uint? head) { }

        public void SaveLife(string node, NodeLife life, DateTimeOffset at) { }

        public void EndLife(string node, NodeLife life, LifeEnd ended) { }

        public void SaveRequest(string node, OperatorAction action) { }
    }
}
