using System.Globalization;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Validates a block's header.</summary>
/// <remarks>Source: Substrate's sc-rpc, whose header has its number as a hexadecimal string.</remarks>
internal static class Header
{
    /// <summary>Reads the block's number from the result of an answer.</summary>
    /// <returns>The number, or why there is none.</returns>
    public static (uint? Number, string? Problem) Read(Answer answer)
    {
        if (answer.Problem is not null || !answer.IsObject)
        {
            return (null, answer.Problem ?? "the answer has no header");
        }

        return answer.Number is { } text && TryHex(text, out var number) ? (number, null) : (null, "the header has no valid number");
    }

    private static bool TryHex(string text, out uint value)
    {
        value = 0;
        return text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(text.AsSpan(2).TrimStart('0') is { IsEmpty: false } digits ? digits : text.Length > 2 ? "0" : "", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            && (value = (uint)number) == number;
    }
}
