using AlephZeroMonitor.Host;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Validates an answer to `system_chain`.</summary>
internal static class ChainName
{
    private const int MaxLength = 100;

    /// <summary>The chain's name; null when the answer has none: then the endpoint is not judged by it.</summary>
    public static string? Read(Answer answer) => answer is { Problem: null, Text: { Length: > 0 and <= MaxLength } text } ? OneLine.Of(text) : null;
}
