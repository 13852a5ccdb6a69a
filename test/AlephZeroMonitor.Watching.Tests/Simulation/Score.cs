namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>What restarts were good for, by the truth about the nodes.</summary>
internal sealed record Score
{
    private const double LongIll = 1800;

    /// <summary>Restarts that cured a node.</summary>
    public int Helped { get; private set; }

    /// <summary>Restarts of a node that was ill, and still is.</summary>
    public int Futile { get; private set; }

    /// <summary>Restarts of a node that was well, or caught up by itself.</summary>
    public int Needless { get; private set; }

    /// <summary>Illnesses in which the node was more than BLOCK_LAG_100 behind for half an hour, and was not restarted.</summary>
    public int Missed { get; private set; }

    /// <summary>Seconds that nodes were ill and running.</summary>
    public double IllSeconds { get; private set; }

    /// <summary>Counts what a monitor does in these worlds.</summary>
    public static Score Of(LoopFunctions functions, IEnumerable<(ulong Seed, WorldTraits Traits)> worlds)
    {
        var score = new Score();
        foreach (var (seed, traits) in worlds)
        {
            score.Add(seed, traits, functions);
        }

        return score;
    }

    private void Add(ulong seed, WorldTraits traits, LoopFunctions functions)
    {
        var nodes = Enumerable.Range(0, traits.Nodes).Select(_ => new Watched()).ToArray();
        new World(seed, 1, functions, traits) { Trace = (node, check) => Take(nodes[node], check) }.Run();
    }

    private void Take(Watched node, Check check)
    {
        var isIll = check.Node.Illness is Illness.Frozen or Illness.Slow or Illness.Mute;
        if (isIll && node.IllSince != check.Node.IllSince)
        {
            (node.IllSince, node.FarSince, node.WasRestarted, node.IsMissed) = (check.Node.IllSince, null, false, false);
        }

        IllSeconds += isIll ? check.At - node.SeenAt : 0;
        node.SeenAt = check.At;
        node.FarSince = isIll && check.ShownLag > check.Policy.BlockLag100 ? node.FarSince ?? check.At : null;
        if (!node.IsMissed && !node.WasRestarted && check.At - node.FarSince > LongIll)
        {
            (node.IsMissed, Missed) = (true, Missed + 1);
        }

        if (check.Node.Cures > node.Cures)
        {
            (node.Cures, Helped, Futile) = (check.Node.Cures, Helped + 1, Futile - 1);
        }

        if (check.IsAsked)
        {
            node.WasRestarted = true;
            Futile += isIll ? 1 : 0;
            Needless += isIll ? 0 : 1;
        }
    }

    private sealed class Watched
    {
        public double IllSince { get; set; } = -1;

        public double SeenAt { get; set; }

        public bool WasRestarted { get; set; }

        public double? FarSince { get; set; }

        public bool IsMissed { get; set; }

        public int Cures { get; set; }
    }
}
