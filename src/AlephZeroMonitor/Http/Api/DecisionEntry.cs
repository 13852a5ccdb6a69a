using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Http.Api;

/// <summary>A decision that changed something: reason, hold, the container's state, or that it restarts the node.</summary>
internal sealed record DecisionEntry
{
    /// <summary>Its id; later ones are greater.</summary>
    public required long Id { get; init; }

    /// <summary>The container's name.</summary>
    public required string Node { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The rule that asks for a restart, or why none does.</summary>
    public required Reason Reason { get; init; }

    /// <summary>Why the restart is not carried out; null when nothing holds it, or no rule asks.</summary>
    public Hold? Hold { get; init; }

    /// <summary>When the hold ends; null for one without a set end.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>The node is restarted.</summary>
    public required bool Restarts { get; init; }

    /// <summary>A rule asks for a restart.</summary>
    public required bool AsksForRestart { get; init; }

    /// <summary>Blocks behind the network's head.</summary>
    public uint? Lag { get; init; }

    /// <summary>In words.</summary>
    public required string Summary { get; init; }
}
