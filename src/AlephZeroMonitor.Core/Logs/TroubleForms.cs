namespace AlephZeroMonitor.Core.Logs;

/// <summary>Tells the kind of trouble from a line of level WARN or ERROR, from one without a level, or from one that the node printed without its columns.</summary>
/// <remarks>Sources: Substrate's sc-service task manager and sp-panic-handler; RocksDB's and ParityDB's error texts; aleph-node's network.</remarks>
internal static class TroubleForms
{
    /// <summary>The kind of a line of level WARN or ERROR.</summary>
    public static TroubleKind OfMessage(ReadOnlySpan<byte> message, bool isError) =>
        OfPlainMessage(message) is var told and not TroubleKind.None ? told : isError ? TroubleKind.Error : TroubleKind.Warning;

    /// <summary>The kind of a line of the plain format, which has no level: it is known by its words alone.</summary>
    public static TroubleKind OfPlainMessage(ReadOnlySpan<byte> message) =>
        message.StartsWith("Essential task `"u8) ? TroubleKind.EssentialTaskFailed
        : OfCause(message) is var cause and not TroubleKind.None ? cause
        : message.IndexOf("no peers are available"u8) >= 0 ? TroubleKind.NoPeers
        : TroubleKind.None;

    /// <summary>The kind of a line without the node's columns: what a dying node prints last, "Error: …".</summary>
    public static TroubleKind OfBareLine(ReadOnlySpan<byte> line) => line.StartsWith("Error: "u8) ? OfCause(line) : TroubleKind.None;

    private static TroubleKind OfCause(ReadOnlySpan<byte> text) =>
        text.IndexOf("No space left on device"u8) >= 0 ? TroubleKind.DiskFull
        : text.IndexOf("Corruption: "u8) >= 0 || text.IndexOf("database corruption"u8) >= 0 || text.IndexOf("Database corrupted"u8) >= 0 ? TroubleKind.DatabaseCorrupt
        : TroubleKind.None;
}
