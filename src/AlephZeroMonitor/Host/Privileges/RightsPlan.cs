namespace AlephZeroMonitor.Host.Privileges;

/// <summary>With whose rights the monitor works once it is started as this process was.</summary>
/// <param name="Uid">The user.</param>
/// <param name="Gid">The group.</param>
/// <param name="Drops">It gives root's rights up to become that; else it is that already, with its supplementary groups.</param>
/// <param name="Error">Why it can't give them up, so that it would not start; null when it can.</param>
internal sealed record RightsPlan(uint Uid, uint Gid, bool Drops, string? Error = null)
{
    /// <summary>Root's rights are at hand to give files to others.</summary>
    public bool GivesFilesAway { get; init; }
}
