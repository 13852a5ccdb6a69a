using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>What the engine tells of a container.</summary>
/// <param name="Status">Its state.</param>
internal sealed record ContainerView(RunState Status)
{
    /// <summary>The engine's own, when the container has no stop time-out.</summary>
    public static readonly TimeSpan EngineStopTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What "for ever" counts as: as long as STOP_TIMEOUT may be.</summary>
    public static readonly TimeSpan LongestStopTimeout = TimeSpan.FromDays(7);

    /// <summary>Its life; null unless it is running.</summary>
    public NodeLife? Life { get; init; }

    /// <summary>The life that it has or had last; null when it was never started.</summary>
    public NodeLife? LastLife { get; init; }

    /// <summary>When its last life ended, or while it runs, the one before; null when none has ended.</summary>
    public DateTimeOffset? LifeEndedAt { get; init; }

    /// <summary>How long the engine waits by itself before it kills it.</summary>
    public TimeSpan StopTimeout { get; init; } = EngineStopTimeout;

    /// <summary>The engine removes it when it ends (`docker run --rm`).</summary>
    public bool IsRemovedAtItsEnd { get; init; }

    /// <summary>The driver that keeps its log.</summary>
    public string LogDriver { get; init; } = "";

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Why nothing is known, for people; null when the engine answered.</summary>
    public string? Problem { get; init; }
}
