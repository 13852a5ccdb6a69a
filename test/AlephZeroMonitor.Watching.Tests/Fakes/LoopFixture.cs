using System.Collections.Concurrent;

namespace AlephZeroMonitor.Watching.Fakes;

/// <summary>One node, everything around it, and one journal of what is asked and saved, in order.</summary>
internal sealed class LoopFixture
{
    public static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(10);

    public LoopFixture()
    {
        (Target, Network, History, Projection) = (new(Journal), new(Journal), new(Journal), new(Journal));
        Fleet = new Fleet(Nodes, Time, TimeSpan.Zero);
        Context = new LoopContext(Network, History, new ProjectionSet([Projection]), Fleet, Time, "boot");
        Node = AddNode("node");
    }

    public ConcurrentQueue<string> Journal { get; } = [];

    public LoopTime Time { get; } = new();

    public FakeTarget Target { get; init; }

    public FakeNetwork Network { get; }

    public FakeHistory History { get; }

    public FakeProjection Projection { get; }

    public Nodes Nodes { get; } = new();

    public Fleet Fleet { get; }

    public LoopContext Context { get; }

    public Node Node { get; }

    public NodeReport Report => Projection.Reports.Last();

    /// <summary>Another node of the set.</summary>
    public Node AddNode(string name)
    {
        var node = NewNode(name);
        Nodes.Add(node);
        return node;
    }

    /// <summary>A node as another run of the monitor would make it.</summary>
    public Node NewNode(string name) => new(name, CheckInterval, new NodeSettings(new Policy()), Context);

    /// <summary>The node is so far behind that a rule asks for its restart.</summary>
    public void FallBehind() => Network.Show(1200);

    /// <summary>The node is in step with the network.</summary>
    public void CatchUp() => Network.Show(1005);
}
