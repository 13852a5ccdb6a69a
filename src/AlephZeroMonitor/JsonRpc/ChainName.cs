using System.Text.Json;

namespace AlephZeroMonitor.JsonRpc;

/// <summary>Validates an answer to `system_chain`.</summary>
internal static class ChainName
{
    private const int MaxLength = 100;

    /// <summary>The chain's name; null when the answer has none: then the endpoint is not judged by it.</summary>
    public static string? Read(Answer answer)
    {
        try
        {
            return answer is { Problem: null, Result: { ValueKind: JsonValueKind.String } name } && name.GetString() is { Length: > 0 and <= MaxLength } text ? text : null;
        }
        catch (InvalidOperationException) // text that is no UTF-8
        {
            return null;
        }
    }
}
