namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>What a world is like.</summary>
internal sealed record WorldTraits
{
    /// <summary>How many nodes are watched.</summary>
    public required int Nodes { get; init; }

    /// <summary>How many endpoints are asked.</summary>
    public required int Endpoints { get; init; }

    /// <summary>At most one endpoint misbehaves at a time, and all three answer.</summary>
    public required bool OneLiar { get; init; }

    /// <summary>The endpoints are always honest.</summary>
    public required bool Honest { get; init; }

    /// <summary>Seconds from check to check.</summary>
    public required double CheckInterval { get; init; }

    /// <summary>The clock is set now and then.</summary>
    public required bool ClockJumps { get; init; }

    /// <summary>The wall clock's seconds gained in a second.</summary>
    public required double Drift { get; init; }

    /// <summary>The engine refuses, delays and is restarted.</summary>
    public required bool EngineFails { get; init; }

    /// <summary>The monitor crashes, and the machine is booted.</summary>
    public required bool MonitorCrashes { get; init; }

    /// <summary>Operators pause the node, ask for restarts, and run a second monitor.</summary>
    public required bool Operators { get; init; }

    /// <summary>The network stops making blocks now and then.</summary>
    public required bool NetworkStops { get; init; }

    /// <summary>The nodes' logs are real text.</summary>
    public required bool LogsText { get; init; }

    /// <summary>The machine stands still now and then, nodes crash for good, owners stop nodes that are being restarted, and logs cannot be read.</summary>
    public bool HasDoubts { get; init; }

    /// <summary>What all nodes are like; null: each is drawn.</summary>
    public NodeTraits? NodeTraits { get; init; }

    /// <summary>The settings.</summary>
    public required Policy Policy { get; init; }

    /// <summary>Draws a world.</summary>
    public static WorldTraits Of(Chance chance)
    {
        var text = chance.Of(0.01);
        var endpoints = chance.Pick(1, 1, 2, 3, 3, 5);
        return new WorldTraits
        {
            Nodes = text ? 1 : chance.Pick(1, 2, 3, 4, 6),
            Endpoints = endpoints,
            OneLiar = endpoints == 3,
            Honest = chance.Of(0.3),
            CheckInterval = text ? 60 : chance.Pick<double>(20, 60, 60, 60, 60, 120, 300),
            ClockJumps = chance.Of(0.3),
            Drift = chance.Of(0.5) ? 0 : chance.In(-0.0005, 0.0005),
            EngineFails = chance.Of(0.4),
            MonitorCrashes = chance.Of(0.3),
            Operators = chance.Of(0.3),
            NetworkStops = chance.Of(0.2),
            LogsText = text,
            Policy = DrawPolicy(chance),
            HasDoubts = chance.Of(0.3),
        };
    }

    private static Policy DrawPolicy(Chance chance) => chance.Of(0.5) ? new Policy() : new Policy
    {
        BlockLag20 = chance.Pick<uint>(20, 30, 50),
        BlockLag100 = chance.Pick<uint>(100, 60, 500),
        StartGrace = TimeSpan.FromSeconds(chance.Pick<double>(60, 0, 200)),
        RestartCooldown = TimeSpan.FromSeconds(chance.Pick<double>(300, 60, 900)),
        RestartBackoffMax = TimeSpan.FromSeconds(chance.Pick<double>(3600, 600, 7200)),
        StallDuration = chance.Of(0.5) ? TimeSpan.FromSeconds(chance.Pick<double>(120, 600)) : null,
        TrendWindow = chance.Of(0.5) ? TimeSpan.FromSeconds(chance.Pick<double>(600, 1800)) : null,
        HoldWhileCatchingUp = chance.Of(0.8),
        DryRun = chance.Of(0.1),
    };
}
