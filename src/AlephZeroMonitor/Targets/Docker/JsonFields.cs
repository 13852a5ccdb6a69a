namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Reads single fields of Docker's answers. A missing field and null are the same; a value of another type is reported by the field's path.</summary>
internal static class JsonFields
{
    /// <summary>The element at a path such as "State.StartedAt"; undefined when it is missing or null.</summary>
    public static JsonElement At(this JsonElement json, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            {
                return default;
            }

            if (json.ValueKind != JsonValueKind.Object)
            {
                throw new OddFieldException(path, json);
            }

            json = json.TryGetProperty(name, out var found) ? found : default;
        }

        return json.ValueKind == JsonValueKind.Null ? default : json;
    }

    public static string? Text(this JsonElement json, string path) => json.At(path) switch
    {
        { ValueKind: JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        var odd => throw new OddFieldException(path, odd),
    };

    public static bool Flag(this JsonElement json, string path) => json.At(path) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        var odd => throw new OddFieldException(path, odd),
    };

    public static long? Number(this JsonElement json, string path) => json.At(path) switch
    {
        { ValueKind: JsonValueKind.Undefined } => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var value) => value,
        var odd => throw new OddFieldException(path, odd),
    };

    /// <summary>A time; null for the year 1, with which Docker says "never".</summary>
    public static DateTimeOffset? Time(this JsonElement json, string path) => json.Text(path) switch
    {
        null or "" => null,
        var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
            time.Year > 1 ? time : null,
        _ => throw new OddFieldException(path, json.At(path)),
    };

    public static IEnumerable<JsonElement> Items(this JsonElement json, string path) => json.At(path) switch
    {
        { ValueKind: JsonValueKind.Undefined } => [],
        { ValueKind: JsonValueKind.Array } array => array.EnumerateArray(),
        var odd => throw new OddFieldException(path, odd),
    };

    /// <summary>The texts of an object; members that are no texts are left out.</summary>
    public static Dictionary<string, string> Texts(this JsonElement json, string path) => json.At(path) switch
    {
        { ValueKind: JsonValueKind.Undefined } => [],
        { ValueKind: JsonValueKind.Object } members => members.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String)
            .DistinctBy(member => member.Name).ToDictionary(member => member.Name, member => member.Value.GetString()!),
        var odd => throw new OddFieldException(path, odd),
    };
}

/// <summary>A field of Docker's answer has a value that makes no sense.</summary>
internal sealed class OddFieldException(string path, JsonElement value)
    : EngineException(new(EngineFailureKind.BadAnswer, "Docker's answer", $"{path} is {Shown(value)}"))
{
    private const int MaxLength = 60;

    private static string Shown(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "missing" : value.GetRawText() switch
    {
        { Length: > MaxLength } text => text[..MaxLength] + "…",
        var text => text,
    };
}
