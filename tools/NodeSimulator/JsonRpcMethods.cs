using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeSimulator;

/// <summary>Answers JSON-RPC 2.0 requests about a chain.</summary>
internal sealed class JsonRpcMethods(ChainView chain)
{
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int MethodNotFound = -32601;
    private const int InvalidParams = -32602;
    private const int ServerError = -32000;
    private const uint RememberedBlocks = 64;
    private const uint SecondBackendBehind = 4_000;

    private uint _headAnswers;

    /// <summary>The head as it is reported with a fault.</summary>
    public uint Head(Fault fault) => fault == Fault.TwoBackends && Interlocked.Increment(ref _headAnswers) % 2 == 0
        ? Block.Minus(chain.Head(), SecondBackendBehind)
        : Tell(chain.Head(), fault);

    /// <summary>Answers a request, or a batch of them.</summary>
    /// <param name="body">The request; any bytes.</param>
    /// <param name="fault">What is wrong with the answers; faults of the transport change nothing here.</param>
    /// <param name="subscriptions">Where subscriptions are kept; null when the transport knows none.</param>
    /// <returns>The answer; null when nothing is to be answered.</returns>
    public JsonNode? Answer(ReadOnlyMemory<byte> body, Fault fault, HeadSubscriptions? subscriptions)
    {
        try
        {
            using var request = JsonDocument.Parse(body);
            return request.RootElement.ValueKind == JsonValueKind.Array
                ? AnswerBatch(request.RootElement, fault, subscriptions)
                : AnswerOne(request.RootElement, fault, subscriptions);
        }
        catch (JsonException)
        {
            return Error(null, ParseError, "Parse error");
        }
    }

    private JsonNode? AnswerBatch(JsonElement batch, Fault fault, HeadSubscriptions? subscriptions)
    {
        if (batch.GetArrayLength() == 0)
        {
            return Error(null, InvalidRequest, "Invalid request");
        }

        var answers = new JsonArray([.. batch.EnumerateArray().Select(one => AnswerOne(one, fault, subscriptions)).Where(answer => answer is not null)]);
        return answers.Count > 0 ? answers : null;
    }

    private JsonObject? AnswerOne(JsonElement request, Fault fault, HeadSubscriptions? subscriptions)
    {
        if (request.ValueKind != JsonValueKind.Object || !request.TryGetProperty("method", out var name) || name.ValueKind != JsonValueKind.String)
        {
            return Error(null, InvalidRequest, "Invalid request");
        }

        if (!request.TryGetProperty("id", out var given))
        {
            return null;
        }

        var id = fault == Fault.WrongId ? JsonValue.Create(Head(fault)) : JsonNode.Parse(given.GetRawText());
        var parameter = request.TryGetProperty("params", out var parameters) && parameters.ValueKind == JsonValueKind.Array && parameters.GetArrayLength() > 0
            ? parameters[0]
            : default;
        return fault switch
        {
            Fault.RpcError => Error(id, ServerError, "Client error: the server is busy"),
            Fault.NullResult => Result(id, null),
            _ => Call(id, name.GetString()!, parameter, fault, subscriptions),
        };
    }

    private JsonObject Call(JsonNode? id, string method, JsonElement parameter, Fault fault, HeadSubscriptions? subscriptions) => method switch
    {
        "chain_getHeader" => Result(id, Header(parameter, fault)),
        "chain_getFinalizedHead" => Result(id, Block.Hash(Tell(chain.Finalized(), fault))),
        "chain_getBlockHash" => BlockHash(id, parameter, fault),
        "system_chain" => Result(id, fault == Fault.WrongChain ? "Westend" : chain.ChainName()),
        "system_health" => Result(id, new JsonObject { ["peers"] = chain.Peers(), ["isSyncing"] = chain.IsSyncing(), ["shouldHavePeers"] = true }),
        "system_syncState" => Result(id, new JsonObject
        {
            ["startingBlock"] = chain.Starting(),
            ["currentBlock"] = Head(fault),
            ["highestBlock"] = Tell(chain.Highest(), fault),
        }),
        "chain_subscribeNewHeads" when subscriptions is not null => Result(id, subscriptions.Add()),
        "chain_unsubscribeNewHeads" when subscriptions is not null => Result(id, subscriptions.Remove(parameter)),
        _ => Error(id, MethodNotFound, "Method not found"),
    };

    // The header of the latest block, or of the one with the hash that is asked for, if it is among the latest, or the latest finalized.
    private JsonObject? Header(JsonElement hash, Fault fault)
    {
        var head = Head(fault);
        if (hash.ValueKind is not JsonValueKind.String)
        {
            return Block.Header(head);
        }

        if (hash.ValueEquals(Block.Hash(Tell(chain.Finalized(), fault))))
        {
            return Block.Header(Tell(chain.Finalized(), fault));
        }

        for (var number = head; ; number--)
        {
            if (hash.ValueEquals(Block.Hash(number)))
            {
                return Block.Header(number);
            }

            if (number == Block.Minus(head, RememberedBlocks))
            {
                return null;
            }
        }
    }

    private JsonObject BlockHash(JsonNode? id, JsonElement number, Fault fault)
    {
        var head = Head(fault);
        return number.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? Result(id, Block.Hash(head))
            : Number(number) is { } block ? Result(id, block <= head ? Block.Hash(block) : null)
            : Error(id, InvalidParams, "Invalid params");
    }

    // As Substrate takes it: a number, or text in hexadecimal.
    private static uint? Number(JsonElement number) =>
        number.ValueKind == JsonValueKind.Number ? number.TryGetUInt32(out var block) ? block : null
        : number.ValueKind == JsonValueKind.String && number.GetString() is ['0', 'x', .. var digits] && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var inHex) ? inHex
        : null;

    private static uint Tell(uint number, Fault fault) => fault switch
    {
        Fault.Lie => number + 10_000,
        Fault.Backwards => Block.Minus(number, 1_000),
        Fault.WrongChain => number / 4,
        Fault.Absurd => uint.MaxValue,
        _ => number,
    };

    private static JsonObject Result(JsonNode? id, JsonNode? result) => new() { ["jsonrpc"] = "2.0", ["result"] = result, ["id"] = id };

    private static JsonObject Error(JsonNode? id, int code, string message) =>
        new() { ["jsonrpc"] = "2.0", ["error"] = new JsonObject { ["code"] = code, ["message"] = message }, ["id"] = id };
}
