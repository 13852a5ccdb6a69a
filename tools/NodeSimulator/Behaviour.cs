namespace NodeSimulator;

/// <summary>What a scenario means for one life of the node. Times are the world's, from the life's start.</summary>
internal sealed record Behaviour
{
    private const uint StandardLag = 50;
    private const uint StandardStartDistance = 5;
    private const uint FarStartDistance = 5_000;

    /// <summary>How far behind the head it holds itself.</summary>
    public uint Lag { get; init; }

    /// <summary>Whether it knows the network's head; if not, it takes the block that it holds itself at for the latest.</summary>
    public bool SeesHead { get; init; } = true;

    /// <summary>Whether it never leaves major sync.</summary>
    public bool StaysInMajorSync { get; init; }

    /// <summary>Whether it is in the committee and produces blocks.</summary>
    public bool Produces { get; init; }

    /// <summary>When its import stops.</summary>
    public TimeSpan StopsAfter { get; init; } = TimeSpan.MaxValue;

    /// <summary>When it stops to finalize.</summary>
    public TimeSpan FinalizesUntil { get; init; } = TimeSpan.MaxValue;

    /// <summary>When it panics.</summary>
    public TimeSpan PanicsAfter { get; init; } = TimeSpan.MaxValue;

    /// <summary>How many blocks before the one that it will hold itself at a new container starts.</summary>
    public uint StartDistance { get; init; } = StandardStartDistance;

    /// <summary>The behaviour in a life.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="life">The number of the life, from 1 on.</param>
    /// <param name="after">When it stops, stops to finalize or panics, where the scenario has that.</param>
    /// <param name="lag">The lag that it holds, where the scenario has that; null for the usual one.</param>
    public static Behaviour Of(Scenario scenario, int life, TimeSpan after, uint? lag) => (scenario, life) switch
    {
        (Scenario.Producing, _) => new() { Produces = true, Lag = lag ?? 0, SeesHead = lag is null },
        (Scenario.FallsBehind, 1) => new() { StopsAfter = after },
        (Scenario.StandsStill, _) => new() { StopsAfter = life == 1 ? after : TimeSpan.Zero },
        (Scenario.Idle, 1) => new() { Lag = lag ?? StandardLag, SeesHead = false },
        (Scenario.InMajorSync, _) => new() { Lag = lag ?? StandardLag, StaysInMajorSync = true },
        (Scenario.CatchingUp, _) => new() { StartDistance = FarStartDistance },
        (Scenario.FinalityStalls, _) => new() { FinalizesUntil = after },
        (Scenario.Crashes, 1) => new() { PanicsAfter = after },
        _ => new(),
    };
}
