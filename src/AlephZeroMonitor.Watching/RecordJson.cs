using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AlephZeroMonitor.Watching;

/// <summary>Reads and writes records as JSON that older and newer versions of the program understand.</summary>
public static class RecordJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a record with all its members.</summary>
    public static string Write<T>(T record, JsonTypeInfo<T> type) => Text(JsonSerializer.SerializeToNode(record, type));

    /// <summary>
    /// Writes a record without the members that <see cref="Read"/> restores: those equal to <paramref name="defaults"/>, and nulls where
    /// there is no default.
    /// </summary>
    public static string WriteShort<T>(T record, T defaults, JsonTypeInfo<T> type)
    {
        var node = JsonSerializer.SerializeToNode(record, type);
        Shorten(node, JsonSerializer.SerializeToNode(defaults, type));
        return Text(node);
    }

    /// <summary>Reads a record: unknown members are ignored, missing ones are taken from <paramref name="defaults"/>.</summary>
    /// <remarks>
    /// Generated readers give a missing init member the default of its type, not its initializer's value; so the defaults are merged in as
    /// JSON.
    /// </remarks>
    /// <exception cref="JsonException">It is not JSON, or this version does not know a value.</exception>
    public static T Read<T>(string json, T defaults, JsonTypeInfo<T> type)
    {
        var merged = Merge(JsonSerializer.SerializeToNode(defaults, type), JsonNode.Parse(json));
        return merged.Deserialize(type) ?? throw new JsonException("null is not a record");
    }

    /// <summary>
    /// The members in which two JSON texts differ, by path. Members that <paramref name="saved"/> does not have are not compared.
    /// </summary>
    public static IEnumerable<RecordDifference> Differences(string saved, string now) =>
        Differences("", JsonNode.Parse(saved), JsonNode.Parse(now));

    /// <summary>The paths of the members that <paramref name="now"/> has and <paramref name="saved"/> does not.</summary>
    public static IEnumerable<string> Added(string saved, string now) => Added("", JsonNode.Parse(saved), JsonNode.Parse(now));

    private static string Text(JsonNode? node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            node?.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Shorten(JsonNode? node, JsonNode? defaults)
    {
        foreach (var item in node as JsonArray ?? [])
        {
            Shorten(item, null);
        }

        foreach (var (name, value) in (node as JsonObject ?? []).ToArray())
        {
            JsonNode? usual = null;
            _ = (defaults as JsonObject)?.TryGetPropertyValue(name, out usual);
            if (JsonNode.DeepEquals(value, usual))
            {
                node!.AsObject().Remove(name);
            }
            else
            {
                Shorten(value, usual);
            }
        }
    }

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
        (JsonObject before, JsonObject after) =>
            before.Where(member => after.ContainsKey(member.Key))
                .SelectMany(member => Differences(Join(path, member.Key), member.Value, after[member.Key])),
        (JsonArray before, JsonArray after) when before.Count == after.Count =>
            before.SelectMany((item, index) => Differences($"{path}[{index}]", item, after[index])),
        _ when JsonNode.DeepEquals(saved, now) => [],
        _ => [new RecordDifference(path, saved?.ToJsonString() ?? "null", now?.ToJsonString() ?? "null")],
    };

    private static IEnumerable<string> Added(string path, JsonNode? saved, JsonNode? now) => (saved, now) switch
    {
        (JsonObject before, JsonObject after) => after.SelectMany(member => before.TryGetPropertyValue(member.Key, out var value)
            ? Added(Join(path, member.Key), value, member.Value)
            : [Join(path, member.Key)]),
        (JsonArray before, JsonArray after) when before.Count == after.Count =>
            before.SelectMany((item, index) => Added($"{path}[{index}]", item, after[index])),
        _ => [],
    };

    private static string Join(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";
}

/// <summary>A member in which a decision that was made again differs from the saved one.</summary>
/// <param name="Member">The member's path.</param>
/// <param name="Saved">Its saved value, as JSON.</param>
/// <param name="Now">Its value now, as JSON.</param>
public sealed record RecordDifference(string Member, string Saved, string Now);

/// <summary>
/// How the records are written as JSON: numbers, times and durations exactly, computed members not at all. A member that is added to a
/// record needs no change here.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(LogTimeConverter)])]
[JsonSerializable(typeof(NodeState))]
[JsonSerializable(typeof(Observation))]
[JsonSerializable(typeof(Policy))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(ActionOutcome))]
[JsonSerializable(typeof(NodeMemory))]
public sealed partial class RecordJsonContext : JsonSerializerContext;

/// <summary>
/// Writes a log line's time as one number, and with its form where Docker would have written it in another; an observation has some eighty
/// of them.
/// </summary>
internal sealed class LogTimeConverter : JsonConverter<LogTime>
{
    private const string Nanoseconds = "unixNanoseconds";
    private const string Digits = "fractionDigits";
    private const string Offset = "offsetMinutes";

    public override LogTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return new LogTime(reader.GetInt64());
        }

        using var document = JsonDocument.ParseValue(ref reader);
        var time = document.RootElement;
        return time.ValueKind == JsonValueKind.Object && time.TryGetProperty(Nanoseconds, out var nanoseconds)
            && time.TryGetProperty(Digits, out var digits) && time.TryGetProperty(Offset, out var offset)
            ? new LogTime(nanoseconds.GetInt64(), digits.GetByte(), offset.GetInt16())
            : throw new JsonException("not a time of a log line");
    }

    public override void Write(Utf8JsonWriter writer, LogTime value, JsonSerializerOptions options)
    {
        if (value == new LogTime(value.UnixNanoseconds))
        {
            writer.WriteNumberValue(value.UnixNanoseconds);
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber(Nanoseconds, value.UnixNanoseconds);
        writer.WriteNumber(Digits, value.FractionDigits);
        writer.WriteNumber(Offset, value.OffsetMinutes);
        writer.WriteEndObject();
    }
}
