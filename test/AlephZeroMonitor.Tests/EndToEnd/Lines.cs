namespace AlephZeroMonitor.EndToEnd;

/// <summary>Lines of a node's log, as the node writes them: the engine adds its column.</summary>
internal static class Lines
{
    public const uint Head = 110_000_000;

    public static string Banner => Line("sc_cli::runner: Aleph Node");

    public static string ChainName => Line("sc_cli::runner: 📋 Chain specification: Aleph Zero");

    public static string InMajorSync => Line("aleph-block-sync: Switched to major sync state.");

    public static string LeftMajorSync => Line("aleph-block-sync: No longer in major sync state.");

    public static string Session(uint session) => Line($"aleph-party: Running session {session}.");

    public static string Imported(uint block) => Line($"substrate: ✨ Imported #{block} (0x366e…3605)");

    /// <summary>A node whose best block is so far behind <see cref="Head"/>.</summary>
    public static string Behind(uint lag) => Imported(Head - lag);

    public static string Prepared(uint block) => Line(
        $"sc_basic_authorship::basic_authorship: 🎁 Prepared block for proposing at {block} (5 ms) [hash: 0x1f5c89175cf4828b; parent_hash: 0x91f2…301e; extrinsics (1): [0x9fd2…ac90]");

    public static string PreSealed(uint block) => Line($"aura: 🔖 Pre-sealed block for proposal at {block}. Hash now 0x4ddb89a7, previously 0x1f5c8917.");

    /// <summary>Left major sync, and in a session: nothing but production keeps R2 from it.</summary>
    public static string Idle(uint lag) => InMajorSync + Session(122_000) + LeftMajorSync + Behind(lag);

    private static string Line(string text) => $"2025-03-12 08:20:11.291  INFO tokio-runtime-worker {text}    \n";
}
