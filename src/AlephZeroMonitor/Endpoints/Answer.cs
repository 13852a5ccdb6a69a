using System.Text.Json;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Host;

namespace AlephZeroMonitor.Endpoints;

/// <summary>A JSON-RPC 2.0 message from an endpoint, validated as far as all messages are alike.</summary>
/// <param name="Id">The id of the request that it answers; null for a notification.</param>
/// <param name="Subscription">The subscription that it belongs to; null for an answer.</param>
/// <param name="Text">What it brings, when that is a text or a number.</param>
/// <param name="IsObject">It brings an object.</param>
/// <param name="Number">The object's "number", when that is a text.</param>
/// <param name="Problem">What is wrong with it, or the error that it reports, for people; null when nothing is.</param>
/// <remarks>All is read at once, since reading text that is no Unicode throws. Source: JSON-RPC 2.0, and for notifications Substrate's sc-rpc and jsonrpsee.</remarks>
internal readonly record struct Answer(int? Id, string? Subscription, string? Text, bool IsObject, string? Number, string? Problem)
{
    private const int MaxTextLength = 200;

    /// <summary>The object's "peers", when that is a number.</summary>
    public uint? Peers { get; private init; }

    /// <summary>The object's "isSyncing".</summary>
    public bool? IsSyncing { get; private init; }

    /// <summary>The object's "highestBlock", when that is a number.</summary>
    public uint? HighestBlock { get; private init; }

    /// <summary>Reads a message; any bytes.</summary>
    public static Answer Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: text that is no UTF-8
        {
            return Wrong("the answer is not JSON");
        }
    }

    /// <summary>Reads the answer to a request.</summary>
    public static Answer Read(ReadOnlyMemory<byte> message, int requestId)
    {
        var answer = Read(message);
        return answer.Problem is null && answer.Id != requestId ? Wrong("the answer has another id than the request") : answer;
    }

    private static Answer Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Wrong("the answer is not a JSON-RPC object");
        }

        int? id = root.TryGetProperty("id", out var idText) && idText.ValueKind == JsonValueKind.Number && idText.TryGetInt32(out var number) ? number : null;
        if (root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            var text = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message) ? message.ToString() : error.ToString();
            return Wrong($"the endpoint reports an error: {Shown(text)}") with { Id = id };
        }

        if (root.TryGetProperty("method", out _))
        {
            return root.TryGetProperty("params", out var body) && body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("subscription", out var subscription) && body.TryGetProperty("result", out var told)
                ? Right(null, subscription.ToString(), told)
                : Wrong("the notification belongs to no subscription");
        }

        return Right(id, null, root.TryGetProperty("result", out var result) ? result : default);
    }

    /// <summary>What an endpoint says may be of any length, steer a terminal, or repeat a secret.</summary>
    private static string Shown(string text) => Secrets.Hide(OneLine.Of(text.Length > MaxTextLength ? text[..MaxTextLength] + "…" : text));

    private static Answer Right(int? id, string? subscription, JsonElement result) => new(
        id,
        subscription,
        result.ValueKind is JsonValueKind.String or JsonValueKind.Number ? result.ToString() : null,
        result.ValueKind == JsonValueKind.Object,
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("number", out var number) && number.ValueKind == JsonValueKind.String ? number.GetString() : null,
        null)
    {
        Peers = Count(result, "peers"),
        HighestBlock = Count(result, "highestBlock"),
        IsSyncing = result.ValueKind == JsonValueKind.Object && result.TryGetProperty("isSyncing", out var syncing) && syncing.ValueKind is (JsonValueKind.True or JsonValueKind.False) ? syncing.GetBoolean() : null,
    };

    private static uint? Count(JsonElement result, string name) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out var count) ? count : null;

    /// <summary>Stands for an answer that did not come, or can't be used.</summary>
    public static Answer Wrong(string problem) => new(null, null, null, false, null, problem);
}
