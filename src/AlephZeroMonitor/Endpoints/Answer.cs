using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Endpoints;

/// <summary>A JSON-RPC 2.0 message from a server, checked as far as all messages are alike.</summary>
/// <remarks>
/// All is read at once, since reading text that is no Unicode throws. Sources: JSON-RPC 2.0; Substrate's sc-rpc for what answers hold,
/// such as a block's number as a hexadecimal string; jsonrpsee for notifications.
/// </remarks>
internal readonly record struct Answer
{
    private const int MaxNameLength = 100;
    private static readonly byte[] ByteOrderMark = [0xef, 0xbb, 0xbf];

    /// <summary>The id of the request that it answers; null for a notification.</summary>
    public int? Id { get; private init; }

    /// <summary>It answers no request.</summary>
    public bool IsNotification { get; private init; }

    /// <summary>The subscription that a notification belongs to; null when it belongs to none.</summary>
    public string? Subscription { get; private init; }

    /// <summary>Its result, when that is a text or a number.</summary>
    public string? Text { get; private init; }

    /// <summary>Its result is an object.</summary>
    public bool IsObject { get; private init; }

    /// <summary>The object's "number", when that is a text.</summary>
    public string? Number { get; private init; }

    /// <summary>The object's "peers", when that is a number.</summary>
    public uint? Peers { get; private init; }

    /// <summary>The object's "isSyncing".</summary>
    public bool? IsSyncing { get; private init; }

    /// <summary>The object's "highestBlock", when that is a number.</summary>
    public uint? HighestBlock { get; private init; }

    /// <summary>What is wrong with it, or the error that it reports; null when nothing is.</summary>
    public EndpointProblem? Problem { get; private init; }

    /// <summary>The block's number, when its result is a header; else why there is none.</summary>
    public (uint? Number, EndpointProblem? Problem) Header => this switch
    {
        { Problem: { } problem } => (null, problem),
        { IsObject: false } => (null, new(EndpointProblemKind.NoHeader)),
        { Number: { } text } when TryHex(text, out var number) => (number, null),
        _ => (null, new(EndpointProblemKind.NoBlockNumber)),
    };

    /// <summary>The chain's name, when its result is one; null: then the endpoint is not judged by it.</summary>
    public string? ChainName => this is { Problem: null, Text: { Length: > 0 and <= MaxNameLength } text } ? OneLine.Of(text) : null;

    /// <summary>Reads a message; any bytes.</summary>
    public static Answer Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var json = JsonDocument.Parse(message.Span.StartsWith(ByteOrderMark) ? message[ByteOrderMark.Length..] : message);
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: text that is no Unicode
        {
            return Wrong(new(EndpointProblemKind.NotJson, Said.OfBody(message)));
        }
    }

    /// <summary>Reads the answer to a request.</summary>
    public static Answer Read(ReadOnlyMemory<byte> message, int requestId)
    {
        var answer = Read(message);
        return answer.Problem is null && answer.Id != requestId ? Wrong(new(EndpointProblemKind.OtherId)) : answer;
    }

    /// <summary>Stands for an answer that did not come, or can't be used.</summary>
    public static Answer Wrong(EndpointProblem problem) => new() { Problem = problem };

    private static Answer Read(JsonElement root) => (Member(root, "error"), Member(root, "method")) switch
    {
        _ when root.ValueKind != JsonValueKind.Object => Wrong(new(EndpointProblemKind.NotJsonRpc)),
        ({ ValueKind: not JsonValueKind.Null } error, _) =>
            Wrong(new(EndpointProblemKind.RpcError, ErrorText(error))) with { Id = IdOf(root) },
        (_, not null) => Notification(Member(root, "params") ?? default),
        _ => Result(Member(root, "result") ?? default) with { Id = IdOf(root) },
    };

    private static Answer Notification(JsonElement body)
    {
        var answer = (Member(body, "result"), Member(body, "error")) switch
        {
            ({ } result, _) => Result(result),
            (_, { } error) => Wrong(new(EndpointProblemKind.SubscriptionEnded, ErrorText(error))),
            _ => default(Answer?),
        };
        return Member(body, "subscription") is { } subscription && answer is { } known
            ? known with { IsNotification = true, Subscription = subscription.ToString() }
            : new Answer { IsNotification = true };
    }

    private static Answer Result(JsonElement result) => new()
    {
        Text = result.ValueKind is JsonValueKind.String or JsonValueKind.Number ? result.ToString() : null,
        IsObject = result.ValueKind == JsonValueKind.Object,
        Number = Member(result, "number") is { ValueKind: JsonValueKind.String } number ? number.GetString() : null,
        Peers = Count(result, "peers"),
        HighestBlock = Count(result, "highestBlock"),
        IsSyncing = Member(result, "isSyncing")?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null },
    };

    /// <summary>Some servers answer the id 1 with "1".</summary>
    private static int? IdOf(JsonElement root) => Member(root, "id") switch
    {
        { ValueKind: JsonValueKind.Number } id when id.TryGetInt32(out var number) => number,
        { ValueKind: JsonValueKind.String } id
            when int.TryParse(id.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static uint? Count(JsonElement result, string name) =>
        Member(result, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetUInt32(out var count) ? count : null;

    private static string? ErrorText(JsonElement error) => Said.Of((Member(error, "message") ?? error).ToString());

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    private static bool TryHex(string text, out uint value)
    {
        value = 0;
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length == 2)
        {
            return false;
        }

        var digits = text.AsSpan(2).TrimStart('0');
        return digits.IsEmpty || uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
