using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeSimulator;

/// <summary>One connection's subscriptions to new heads.</summary>
internal sealed class HeadSubscriptions
{
    private readonly ConcurrentDictionary<string, uint?> _lastTold = new();

    /// <summary>Begins a subscription and gives its id.</summary>
    public string Add()
    {
        var id = RandomNumberGenerator.GetHexString(16);
        _lastTold[id] = null;
        return id;
    }

    /// <summary>Ends a subscription; false when there is none of that id.</summary>
    public bool Remove(JsonElement id) => id.ValueKind == JsonValueKind.String && _lastTold.TryRemove(id.GetString()!, out _);

    /// <summary>The notifications that are due when this is the head.</summary>
    public IEnumerable<JsonObject> Due(uint head)
    {
        foreach (var (id, last) in _lastTold)
        {
            if (last != head && _lastTold.TryUpdate(id, head, last))
            {
                yield return new JsonObject
                {
                    ["jsonrpc"] = "2.0",
                    ["method"] = "chain_newHead",
                    ["params"] = new JsonObject { ["subscription"] = id, ["result"] = Block.Header(head) },
                };
            }
        }
    }
}
