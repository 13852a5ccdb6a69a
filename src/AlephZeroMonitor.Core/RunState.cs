namespace AlephZeroMonitor.Core;

/// <summary>What the Docker engine says of a node's container.</summary>
public enum RunState
{
    /// <summary>The engine doesn't answer.</summary>
    Unreachable,

    /// <summary>There is no container of that name.</summary>
    Missing,

    /// <summary>Created, exited or dead.</summary>
    Stopped,

    /// <summary>Paused.</summary>
    Paused,

    /// <summary>Between two lives: the engine is about to start it again.</summary>
    Restarting,

    /// <summary>Running.</summary>
    Running,
}
