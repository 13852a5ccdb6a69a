namespace AlephZeroMonitor.Core.Logs;

/// <summary>What a node's log said of major sync in the current life.</summary>
public enum MajorSync
{
    /// <summary>Neither line was seen: nodes before r-14 print none.</summary>
    NotSeen,

    /// <summary>After "Switched to major sync state.".</summary>
    In,

    /// <summary>After "No longer in major sync state.".</summary>
    Left,
}
