using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace AlephZeroMonitor.History;

/// <summary>Reads and writes records that older and newer versions of the program may have written.</summary>
internal static class RecordJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a record.</summary>
    public static string Write<T>(T record, JsonTypeInfo<T> type)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            JsonSerializer.Serialize(writer, record, type);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Reads a record: unknown members are ignored, missing ones are taken from <paramref name="defaults"/>.</summary>
    /// <remarks>Generated readers give a missing init member its type's default and not its own, hence the detour over the defaults' JSON.</remarks>
    /// <exception cref="JsonException">It isn't JSON, or a value isn't known to this version.</exception>
    public static T Read<T>(string json, T defaults, JsonTypeInfo<T> type)
    {
        var merged = Merge(JsonSerializer.SerializeToNode(defaults, type), JsonNode.Parse(json));
        return merged.Deserialize(type) ?? throw new JsonException("null is not a record");
    }

    /// <summary>The members in which two JSON texts differ, by path; members that <paramref name="saved"/> doesn't have are not compared.</summary>
    public static IEnumerable<RecordDifference> Differences(string saved, string now) => Differences("", JsonNode.Parse(saved), JsonNode.Parse(now));

    private static JsonNode? Merge(JsonNode? defaults, JsonNode? saved)
    {
        if (defaults is not JsonObject onto || saved is not JsonObject from)
        {
            return saved?.DeepClone();
        }

        foreach (var (name, value) in from)
        {
            onto[name] = Merge(onto[name], value);
        }

        return onto;
    }

    private static IEnumerable<RecordDifference> Differences(string path, JsonNode? saved, JsonNode? now) => (saved, now) switch
    {
        (JsonObject before, JsonObject after) => before.SelectMany(member =>
            after.ContainsKey(member.Key) ? Differences(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value, after[member.Key]) : []),
        _ when JsonNode.DeepEquals(saved, now) => [],
        _ => [new RecordDifference(path, saved?.ToJsonString() ?? "null", now?.ToJsonString() ?? "null")],
    };
}
