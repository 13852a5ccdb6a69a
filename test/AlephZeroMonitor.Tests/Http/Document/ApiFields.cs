using System.Text;
using System.Text.Json.Nodes;

namespace AlephZeroMonitor.Http.Document;

/// <summary>docs/api.md: each field of the API with its meaning, from the OpenAPI document.</summary>
internal static class ApiFields
{
    private const string Begin =
        """
        # Fields of the API

        All records that the paths of [http.md](http.md) answer with. This page is made from the OpenAPI document (`/openapi/v1.json`) by the test that makes that. Each field is always there; where the type says
        "or null" it is null when it is not known. Times are UTC (RFC 3339), durations are numbers of seconds. Reasons and holds are explained in [decisions.md](decisions.md), the states of endpoints in [endpoints.md](endpoints.md).

        """;

    /// <summary>Makes the page.</summary>
    public static string Of(string document)
    {
        var schemas = JsonNode.Parse(document)!["components"]!["schemas"]!.AsObject();
        var page = new StringBuilder(Begin);
        foreach (var (name, schema) in schemas.Where(schema => OpenApiTexts.Types.ContainsKey(schema.Key)))
        {
            page.Append($"\n## {name}\n\n{schema!["description"]}\n");
            if (schema["properties"] is JsonObject properties)
            {
                page.Append("\n| field | type | meaning |\n|---|---|---|\n");
                foreach (var (field, property) in properties)
                {
                    page.Append($"| `{field}` | {Type(property!)} | {property!["description"]} |\n");
                }
            }
        }

        return page.ToString();
    }

    private static string Type(JsonNode schema) => schema switch
    {
        _ when schema["$ref"] is { } reference => $"[{Last(reference)}](#{Last(reference).ToLowerInvariant()})",
        _ when schema["oneOf"] is JsonArray any => string.Join(" or ", any.OrderBy(each => (string?)each!["type"] == "null").Select(each => Type(each!))),
        _ when schema["type"] is JsonArray types => string.Join(" or ", types.Select(type => (string)type!).OrderBy(type => type == "null").Select(type => type == "null" ? type : Simple(type, schema))),
        _ => Simple((string)schema["type"]!, schema),
    };

    private static string Simple(string type, JsonNode schema) => type switch
    {
        "array" => $"array of {Type(schema["items"]!)}",
        "string" when (string?)schema["format"] == "date-time" => "time",
        _ => type,
    };

    private static string Last(JsonNode reference) => ((string)reference!).Split('/')[^1];
}
