namespace AlephZeroMonitor.Core.Chains;

/// <summary>A chain that the monitor knows. All that is particular to Aleph Zero's chains is in this file.</summary>
/// <param name="Name">Its name, as `system_chain` and the "Chain specification" of a node's log give it.</param>
/// <param name="NotBefore">Its first block is not older than this.</param>
public sealed record ChainProfile(string Name, DateTimeOffset NotBefore)
{
    /// <summary>The most blocks that the network makes in a second.</summary>
    public const double BlocksPerSecond = 1;

    /// <summary>At most so many blocks are built on the last finalized one.</summary>
    public const uint MaxUnfinalized = 20;

    /// <summary>How long a session lasts: 900 blocks of one second.</summary>
    public static readonly TimeSpan SessionLength = TimeSpan.FromSeconds(900);

    /// <summary>A machine's clock may be behind by so much before true heads look too high.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromDays(30);

    /// <summary>No version of the node is older: its log's "by Cardinal:Aleph Zero Foundation" begins with 2021.</summary>
    private static readonly DateTimeOffset FirstNode = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The chains that an endpoint may serve when the node's own chain is not known.</summary>
    /// <remarks>
    /// Names: the node's published chain specifications, and the default of its `bootstrap-chain` command for a development chain.
    /// Mainnet: its first block holds the balances of the public sale of 4 and 5 October 2021 (alephzero.org/blog/azero-public-sale-faq).
    /// </remarks>
    public static ImmutableArray<ChainProfile> Known { get; } =
    [
        new("Aleph Zero", new(2021, 10, 5, 0, 0, 0, TimeSpan.Zero)),
        new("Aleph Zero Testnet", FirstNode),
        new("Aleph Zero Development", FirstNode),
        new("Development", FirstNode),
    ];

    /// <summary>Whether this is a chain of Aleph Zero.</summary>
    public static bool IsKnown(string name) => Known.Any(chain => chain.Name == name);

    /// <summary>The highest block that a chain can have.</summary>
    /// <param name="name">The chain; null when unknown.</param>
    /// <param name="at">Now, by the machine's clock.</param>
    /// <returns>The block; null when the clock is certainly wrong, so that nothing can be said.</returns>
    public static uint? HighestAt(string? name, DateTimeOffset at)
    {
        var age = at - (Known.FirstOrDefault(chain => chain.Name == name)?.NotBefore ?? FirstNode);
        return age < TimeSpan.Zero ? null : (uint)Math.Min((age + ClockMargin).TotalSeconds * BlocksPerSecond, uint.MaxValue);
    }
}
