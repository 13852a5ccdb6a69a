namespace AlephZeroMonitor.Core.Logs;

/// <summary>Tells the kind of trouble from a line of level WARN or ERROR, or from one that the node printed without its columns.</summary>
/// <remarks>Sources: Substrate's sc-service task manager and sp-panic-handler; RocksDB's and ParityDB's error texts; aleph-node's network.</remarks>
internal static class TroubleForms
{
    /// <summary>The kind of a line of level WARN or ERROR.</summary>
    public static TroubleKind OfMessage(ReadOnlySpan<byte> message, bool isError) =>
        message.StartsWith("Essential task `"u8) ? TroubleKind.EssentialTaskFailed
        : OfCause(message) is var cause and not TroubleKind.None ? cause
        : message.IndexOf("no peers are available"u8) >= 0 ? TroubleKind.NoPeers
        : isError ? TroubleKind.Error
        : TroubleKind.Warning;

    /// <summary>The kind of a line without the node's columns: what a dying node prints last, "Error: …".</summary>
    public static TroubleKind OfBareLine(ReadOnlySpan<byte> line) => line.StartsWith("Error: "u8) ? OfCause(line) : TroubleKind.None;

    private static TroubleKind OfCause(ReadOnlySpan<byte> text) =>
        text.IndexOf("No space left on device"u8) >= 0 ? TroubleKind.DiskFull
        : text.IndexOf("Corruption: "u8) >= 0 || text.IndexOf("database corruption"u8) >= 0 || text.IndexOf("Database corrupted"u8) >= 0 ? TroubleKind.DatabaseCorrupt
        : TroubleKind.None;
}
