namespace NodeSimulator;

/// <summary>What a node says of its chain. Source: finality-aleph of r-15, Substrate's sc-informant, sc-basic-authorship and aura.</summary>
internal static class ChainMessages
{
    public const int SyncPeers = 45;
    public const int ValidatorPeers = 44;

    public static void WriteMajorSync(NodeLog log, bool isEntered) =>
        log.Write("aleph-block-sync", isEntered ? "Switched to major sync state." : "No longer in major sync state.");

    public static void WriteSession(NodeLog log, uint session, bool isInCommittee)
    {
        log.Write("aleph-party", $"Running session {session}.");
        if (isInCommittee)
        {
            log.Write("aleph-party", "Running session with AlephBFT version 5, which is current.");
        }
    }

    public static void WriteImported(NodeLog log, uint number) =>
        log.Write("substrate", $"✨ Imported #{log.Number(number)} ({Block.Shorten(Block.Hash(number))})");

    public static void WriteProduced(NodeLog log, uint number)
    {
        const string Author = "sc_basic_authorship::basic_authorship";
        var parent = Block.Hash(number - 1);
        var prepared = Block.Digest($"prepared {number}");
        var extrinsic = Block.Shorten(Block.Digest($"timestamp {number}"));
        log.Write(Author, $"🙌 Starting consensus session on top of parent {parent}");
        log.Write(Author, $"🎁 Prepared block for proposing at {number} (5 ms) [hash: {prepared}; parent_hash: {Block.Shorten(parent)}; extrinsics (1): [{extrinsic}]");
        log.Write("aura", $"🔖 Pre-sealed block for proposal at {number}. Hash now {Block.Hash(number)}, previously {prepared}.");
    }

    public static void WriteChainStatus(NodeLog log, uint best, uint finalized)
    {
        var favourite = $"#{best} ({Block.Shorten(Block.Hash(best))})";
        log.Write("aleph-block-sync", $"Imported: {favourite}, finalized: #{finalized} ({Block.Shorten(Block.Hash(finalized))}), favourite: {favourite}.");
    }

    public static void WriteNetworkStatus(NodeLog log)
    {
        log.Write("aleph-network", $"Network status report: /0x7025…344e/auth/0 connected peers - {ValidatorPeers}; ");
        log.Write("aleph-network", $"Network status report: /0x7025…344e/sync/0 connected peers - {SyncPeers}; ");
    }
}
