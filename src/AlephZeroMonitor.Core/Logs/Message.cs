using System.Buffers;
using System.Text;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>The forms of messages that carry a fact. A form counts only at the message's beginning.</summary>
/// <remarks>
/// Sources: aleph-node r-6 to r-15 (finality-aleph, service), Substrate aleph-v0.9.38 and aleph-v1.0.0 and polkadot-sdk aleph-v1.6.0
/// (sc-informant, also of later releases; sc-basic-authorship, sc-consensus-slots).
/// </remarks>
internal static class Message
{
    private const int MaxNameLength = 100;
    private static readonly SearchValues<byte> DigitsOfRate = SearchValues.Create("0123456789."u8);

    private static ReadOnlySpan<byte> ChainNameForm => "Chain specification: "u8;

    /// <summary>The name in a line that is a <see cref="LogEventKind.ChainName"/>, without control characters.</summary>
    public static string ChainName(ReadOnlySpan<byte> line)
    {
        var name = line[(line.IndexOf(ChainNameForm) + ChainNameForm.Length)..];
        return name.SequenceEqual("Aleph Zero"u8) ? "Aleph Zero" : string.Concat(Encoding.UTF8.GetString(name[..Math.Min(name.Length, MaxNameLength)]).Where(c => !char.IsControl(c)));
    }

    /// <summary>Reads a message.</summary>
    /// <param name="decoration">What stood before its first ASCII character.</param>
    /// <param name="message">The message, not empty, without the padding at its end.</param>
    public static LogEvent Read(ReadOnlySpan<byte> decoration, ReadOnlySpan<byte> message)
    {
        var text = new Cursor(message);
        return message[0] switch
        {
            (byte)'I' when text.Skip("Imported #"u8) => Imported(text, decoration),
            (byte)'I' when text.Skip("Imported: #"u8) => ChainStatus(text),
            (byte)'I' when text.Skip("Idle "u8) => Informant(text),
            (byte)'S' when text.Skip("Syncing"u8) => SyncingInformant(text),
            (byte)'P' when text.Skip("Preparing"u8) => SyncingInformant(text),
            (byte)'P' when text.Skip("Prepared block for proposing at "u8) => Prepared(text),
            (byte)'P' when text.Skip("Pre-sealed block for proposal at "u8) => PreSealed(text),
            (byte)'S' when text.Skip("State sync, "u8) => Download(text),
            (byte)'D' when text.Skip("Downloading state, "u8) => Download(text),
            (byte)'W' when text.Skip("Warping"u8) => Download(text),
            (byte)'B' when text.Skip("Block history, #"u8) => text.Number(out _) && text.Skip(" "u8) ? Informant(text) : default,
            (byte)'R' when text.Skip("Running session "u8) => Session(text),
            (byte)'R' when text.Skip("Reorg on #"u8) => Reorg(text),
            (byte)'N' when text.Skip("Network status report: "u8) => NetworkStatus(text),
            (byte)'H' when text.Skip("Highest known block at #"u8) => HighestKnown(text),
            (byte)'C' when text.Skip(ChainNameForm) && !text.AtEnd => new() { Kind = LogEventKind.ChainName },
            (byte)'N' when message.SequenceEqual("No longer in major sync state."u8) => new() { Kind = LogEventKind.MajorSyncLeft },
            (byte)'S' when message.SequenceEqual("Switched to major sync state."u8) => new() { Kind = LogEventKind.MajorSyncEntered },
            (byte)'A' when message.SequenceEqual("Aleph Node"u8) => new() { Kind = LogEventKind.Started },
            _ => default,
        };
    }

    // "N (0x…)", or "N (0xparent → 0xblock)", where only a trophy or a star marks a new best block.
    private static LogEvent Imported(Cursor text, ReadOnlySpan<byte> decoration)
    {
        if (!text.Number(out var best) || !text.Skip(" "u8) || !text.Hash(out var hash))
        {
            return default;
        }

        // The search for one byte of either arrow is the quick one; most hashes have neither.
        var namesParent = hash.IndexOfAny((byte)'>', "→"u8[1]) >= 0 && (hash.IndexOf("→"u8) >= 0 || hash.IndexOf("->"u8) >= 0);
        return namesParent && decoration.IndexOf("🏆"u8) < 0 && decoration.IndexOf("🌟"u8) < 0
            ? default
            : new() { Kind = LogEventKind.Chain, Number = best };
    }

    // "I (0x…), finalized: #F (0x…), favourite: #B (0x…)."; I may be a leaf of a fork, B is the best block.
    private static LogEvent ChainStatus(Cursor text) =>
        text.Number(out _) && text.Skip(" "u8) && text.Hash(out _)
        && text.Skip(", finalized: #"u8) && text.Number(out var finalized) && text.Skip(" "u8) && text.Hash(out _)
        && text.Skip(", favourite: #"u8) && text.Number(out var best) && text.Skip(" "u8) && text.Hash(out _)
            ? new() { Kind = LogEventKind.ChainStatus, Number = best, Finalized = finalized }
            : default;

    // " R bps, target=#T (P peers), …", where the rate and the target may be missing; the rate has at least four places: "  9.9 bps".
    private static LogEvent SyncingInformant(Cursor text)
    {
        var hasRate = text.SkipSpaces() && !text.Rest.StartsWith("("u8);
        if (hasRate)
        {
            var rate = text.Rest.IndexOfAnyExcept(DigitsOfRate);
            if (rate < 1 || !text.Skip(text.Rest[..rate]) || !text.Skip(" bps"u8))
            {
                return default;
            }
        }

        if (!text.Skip(", target=#"u8))
        {
            _ = text.Skip(" "u8);
            return Informant(text);
        }

        return text.Number(out var target) && text.Skip(" "u8) && Informant(text) is { Kind: not LogEventKind.None } said
            ? said with { Target = target }
            : default;
    }

    // "…, 14%, 17.08 Mib (P peers), …": what is downloaded, and how much of it; older: "(17.08) Mib". Newer nodes name no block while they warp.
    private static LogEvent Download(Cursor text)
    {
        if (!text.SkipPast(" Mib "u8))
        {
            return default;
        }

        var said = Informant(text);
        return said.Kind == LogEventKind.None && text.Skip("("u8) && text.Number(out var peers) && text.Skip(" peers), ⬇ "u8)
            ? new() { Kind = LogEventKind.Peers, Peers = peers }
            : said;
    }

    // "(P peers), best: #B (0x…), finalized #F (0x…)".
    private static LogEvent Informant(Cursor text) =>
        text.Skip("("u8) && text.Number(out var peers) && text.Skip(" peers), best: #"u8)
        && text.Number(out var best) && text.Skip(" "u8) && text.Hash(out _)
        && text.Skip(", finalized #"u8) && text.Number(out var finalized) && text.Skip(" "u8) && text.Hash(out _)
            ? new() { Kind = LogEventKind.Informant, Number = best, Finalized = finalized, Peers = peers }
            : default;

    // "N (M ms) [hash: 0x…"; older: "N [hash: 0x…"; newer Substrate leaves the bracket out.
    private static LogEvent Prepared(Cursor text)
    {
        if (!text.Number(out var block) || !text.Skip(" "u8))
        {
            return default;
        }

        if (text.Skip("("u8) && !(text.Number(out _) && text.Skip(" ms) "u8)))
        {
            return default;
        }

        _ = text.Skip("["u8);
        return text.Skip("hash: "u8) ? new() { Kind = LogEventKind.Prepared, Number = block } : default;
    }

    private static LogEvent PreSealed(Cursor text) =>
        text.Number(out var block) && text.Skip(". Hash now "u8) ? new() { Kind = LogEventKind.PreSealed, Number = block } : default;

    private static LogEvent Session(Cursor text) =>
        text.Number(out var session) && text.Skip("."u8) && text.AtEnd ? new() { Kind = LogEventKind.Session, Number = session } : default;

    // "A,0x… to #B,0x…, common ancestor #C,0x…".
    private static LogEvent Reorg(Cursor text) =>
        text.Number(out _) && text.Skip(",0x"u8) && text.SkipPast(" to #"u8)
        && text.Number(out var best) && text.Skip(",0x"u8) && text.SkipPast(", common ancestor #"u8)
        && text.Number(out _) && text.Skip(",0x"u8)
            ? new() { Kind = LogEventKind.Reorg, Number = best }
            : default;

    // "… /sync/0 connected peers - P;"; older nodes: "block sync connected peers - P;".
    private static LogEvent NetworkStatus(Cursor text) =>
        (text.SkipPast("/sync/0 connected peers - "u8) || text.SkipPast("block sync connected peers - "u8))
        && text.Number(out var peers) && text.Skip(";"u8)
            ? new() { Kind = LogEventKind.Peers, Peers = peers }
            : default;

    private static LogEvent HighestKnown(Cursor text) =>
        text.Number(out var best) && (text.AtEnd || text.Skip(" "u8)) ? new() { Kind = LogEventKind.Chain, Number = best } : default;
}
