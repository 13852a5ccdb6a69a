namespace AlephZeroMonitor.Core;

/// <summary>What Aleph Zero's protocol fixes.</summary>
public static class Chain
{
    /// <summary>How fast the network makes blocks when all is well.</summary>
    public const double BlocksPerSecond = 1;

    /// <summary>How long a session lasts: 900 blocks of one second.</summary>
    public static readonly TimeSpan SessionLength = TimeSpan.FromSeconds(900);
}
