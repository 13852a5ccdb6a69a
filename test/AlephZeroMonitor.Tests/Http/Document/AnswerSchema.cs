using System.Text.Json;

namespace AlephZeroMonitor.Http.Document;

/// <summary>Compares answers with the program's OpenAPI document: the few words of JSON Schema that it uses, and stricter in that no field may be unknown to it.</summary>
internal sealed class AnswerSchema(JsonElement document)
{
    private const string RefPrefix = "#/components/schemas/";

    /// <summary>What is wrong with an answer to GET; empty when it is as the document says.</summary>
    /// <param name="path">The path as the document has it.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="answer">The answer.</param>
    public IReadOnlyList<string> Faults(string path, string status, string type, JsonElement answer)
    {
        var faults = new List<string>();
        var schema = document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty(type).GetProperty("schema");
        Compare(schema, answer, "$", faults);
        return faults;
    }

    private void Compare(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()![RefPrefix.Length..]);
        }

        if (schema.TryGetProperty("oneOf", out var choices))
        {
            var each = choices.EnumerateArray().Select(choice => Within(choice, value, place)).ToArray();
            faults.AddRange(each.Count(found => found.Count == 0) == 1 ? [] : each.MaxBy(found => found.Count)!);
            return;
        }

        if (!Types(schema).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(schema).Contains("number")))
        {
            faults.Add($"{place} is {value.GetRawText()}, not {string.Join(" or ", Types(schema))}");
        }
        else if (schema.TryGetProperty("enum", out var names) && !names.EnumerateArray().Any(name => JsonElement.DeepEquals(name, value)))
        {
            faults.Add($"{place} is {value.GetRawText()}, which is none of {names.GetRawText()}");
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var items = value.EnumerateArray().ToArray();
            Array.ForEach(items, item => Compare(schema.GetProperty("items"), item, place + "[]", faults));
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            CompareFields(schema, value, place, faults);
        }
    }

    private void CompareFields(JsonElement schema, JsonElement value, string place, List<string> faults)
    {
        var known = schema.GetProperty("properties");
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];
        faults.AddRange(required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{place}.{name} is missing"));
        foreach (var field in value.EnumerateObject())
        {
            if (known.TryGetProperty(field.Name, out var its))
            {
                Compare(its, field.Value, $"{place}.{field.Name}", faults);
            }
            else
            {
                faults.Add($"{place}.{field.Name} is not in the document");
            }
        }
    }

    private List<string> Within(JsonElement schema, JsonElement value, string place)
    {
        var faults = new List<string>();
        Compare(schema, value, place, faults);
        return faults;
    }

    private static string[] Types(JsonElement schema) => schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } types
        ? [.. types.EnumerateArray().Select(type => type.GetString()!)]
        : [schema.GetProperty("type").GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
