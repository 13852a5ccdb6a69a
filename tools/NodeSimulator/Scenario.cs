namespace NodeSimulator;

/// <summary>What happens to a simulated node. A life lasts from the container's start to its stop.</summary>
public enum Scenario
{
    /// <summary>Follows the head, and produces no block.</summary>
    Healthy,

    /// <summary>Produces a block every ten seconds; with a lag, it holds that lag and doesn't know of it.</summary>
    Producing,

    /// <summary>Its import stops in its first life; from the second on it catches up and is healthy.</summary>
    FallsBehind,

    /// <summary>Its import stops, and no restart helps.</summary>
    StandsStill,

    /// <summary>Believes to be in step and left major sync, but holds a lag and doesn't produce; healthy from its second life on.</summary>
    Idle,

    /// <summary>Holds a lag and stays in major sync.</summary>
    InMajorSync,

    /// <summary>Starts 5,000 blocks behind and imports until it is in step.</summary>
    CatchingUp,

    /// <summary>Follows the head, but finalizes nothing any more.</summary>
    FinalityStalls,

    /// <summary>Panics in its first life; healthy from its second life on.</summary>
    Crashes,
}
