using System.Globalization;
using System.Text.Json;

namespace AlephZeroMonitor.JsonRpc;

/// <summary>Validates an answer to `chain_getHeader`.</summary>
/// <remarks>Source: JSON-RPC 2.0, and Substrate's sc-rpc, whose header has its number as a hexadecimal string.</remarks>
internal static class HeaderAnswer
{
    private const int MaxTextLength = 200;

    /// <summary>Reads the block's number.</summary>
    /// <param name="answer">The answer's body; any bytes.</param>
    /// <param name="requestId">The id of the request that it has to answer.</param>
    /// <returns>The number, or why there is none.</returns>
    public static (uint? Number, string? Problem) Read(ReadOnlyMemory<byte> answer, int requestId)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return Read(json.RootElement, requestId);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: text that is no UTF-8
        {
            return (null, "the answer is not JSON");
        }
    }

    private static (uint? Number, string? Problem) Read(JsonElement root, int requestId)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (null, "the answer is not a JSON-RPC object");
        }

        if (root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            var text = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) ? message.ToString() : error.ToString();
            return (null, $"the endpoint reports an error: {(text.Length > MaxTextLength ? text[..MaxTextLength] + "…" : text)}");
        }

        if (!root.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt32(out var answered) || answered != requestId)
        {
            return (null, "the answer has another id than the request");
        }

        if (!root.TryGetProperty("result", out var header) || header.ValueKind != JsonValueKind.Object)
        {
            return (null, "the answer has no header");
        }

        return header.TryGetProperty("number", out var number) && number.ValueKind == JsonValueKind.String && TryHex(number.GetString()!, out var block)
            ? (block, null)
            : (null, "the header has no valid number");
    }

    private static bool TryHex(string text, out uint value)
    {
        value = 0;
        return text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(text.AsSpan(2).TrimStart('0') is { IsEmpty: false } digits ? digits : text.Length > 2 ? "0" : "", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            && (value = (uint)number) == number;
    }
}
