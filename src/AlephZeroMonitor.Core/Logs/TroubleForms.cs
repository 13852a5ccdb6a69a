namespace AlephZeroMonitor.Core.Logs;

/// <summary>Finds the kind of trouble by a line's words.</summary>
/// <remarks>Sources: Substrate's sc-service task manager and sp-panic-handler; RocksDB's and ParityDB's error texts; aleph-node's network.</remarks>
internal static class TroubleForms
{
    /// <summary>The kind of a line of level WARN or ERROR.</summary>
    public static TroubleKind OfMessage(ReadOnlySpan<byte> message, bool isError) => (OfWords(message), isError) switch
    {
        (TroubleKind.None, true) => TroubleKind.Error,
        (TroubleKind.None, false) => TroubleKind.Warning,
        (var known, _) => known,
    };

    private static TroubleKind OfWords(ReadOnlySpan<byte> message) => OfCause(message) switch
    {
        _ when message.StartsWith("Essential task `"u8) => TroubleKind.EssentialTaskFailed,
        TroubleKind.None when Has(message, "no peers are available"u8) => TroubleKind.NoPeers,
        var cause => cause,
    };

    /// <summary>The kind of a line of the plain format, which has no level: it is known by its words, or by the sign with which Substrate marks a warning.</summary>
    public static TroubleKind OfPlainMessage(ReadOnlySpan<byte> decoration, ReadOnlySpan<byte> message) => OfWords(message) switch
    {
        TroubleKind.None when Has(decoration, "💔"u8) || Has(decoration, "⚠"u8) || Has(decoration, "❌"u8) => TroubleKind.Warning,
        var known => known,
    };

    /// <summary>The kind of a line without the node's columns: what a dying node prints last, "Error: …".</summary>
    public static TroubleKind OfBareLine(ReadOnlySpan<byte> line) => line.StartsWith("Error: "u8) ? OfCause(line) : TroubleKind.None;

    private static TroubleKind OfCause(ReadOnlySpan<byte> text) => text switch
    {
        _ when Has(text, "No space left on device"u8) => TroubleKind.DiskFull,
        _ when Has(text, "Corruption: "u8) || Has(text, "database corruption"u8) || Has(text, "Database corrupted"u8)
            || Has(text, "DB corrupted"u8) => TroubleKind.DatabaseCorrupt,
        _ => TroubleKind.None,
    };

    private static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> words) => text.IndexOf(words) >= 0;
}
