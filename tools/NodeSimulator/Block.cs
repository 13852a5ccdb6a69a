using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace NodeSimulator;

/// <summary>The blocks of the simulated chain: all of a block follows from its number, so every process knows the same chain.</summary>
internal static class Block
{
    /// <summary>A session's length. Source: aleph-node, MAINNET session period.</summary>
    public const uint SessionLength = 900;

    /// <summary>A block's hash: 0x and 64 hexadecimal digits.</summary>
    public static string Hash(uint number) => Digest($"block {number}");

    /// <summary>A hash that follows from a text.</summary>
    public static string Digest(string text) => "0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A hash as the log shows it: 0xabcd…ef01.</summary>
    public static string Shorten(string hash) => $"{hash.AsSpan(0, 6)}…{hash.AsSpan(hash.Length - 4)}";

    /// <summary>A number minus another, but not less than 0.</summary>
    public static uint Minus(uint number, uint count) => number - Math.Min(number, count);

    /// <summary>A block's header as Substrate's JSON-RPC gives it.</summary>
    public static JsonObject Header(uint number) => new()
    {
        ["parentHash"] = number == 0 ? "0x" + new string('0', 64) : Hash(number - 1),
        ["number"] = $"0x{number:x}",
        ["stateRoot"] = Digest($"state {number}"),
        ["extrinsicsRoot"] = Digest($"extrinsics {number}"),
        ["digest"] = new JsonObject { ["logs"] = new JsonArray() },
    };
}
