using System.Text.Json.Nodes;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using AlephZeroMonitor.Wording;

namespace AlephZeroMonitor.Http.Document;

/// <summary>What the routes do not say themselves: texts, the parameters' limits, the token, and that errors are problems everywhere.</summary>
internal static class OpenApiTexts
{
    private const string Time = "A time, such as 2025-03-12T08:00:00Z.";

    private static readonly XmlDocs Docs = new();

    /// <summary>The API's types by name.</summary>
    public static Dictionary<string, Type> Types { get; } = new[] { typeof(NodeStatus).Assembly, typeof(SavedDecision).Assembly, typeof(Reason).Assembly }
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace == typeof(NodeStatus).Namespace || type == typeof(DecisionExplanation) || type == typeof(EvidenceLine) || type == typeof(SettingValue) || type == typeof(Finding)
            || type == typeof(FindingLevel) || (type.IsPublic && type.Assembly != typeof(NodeStatus).Assembly))
        .GroupBy(type => type.Name)
        .ToDictionary(types => types.Key, types => types.First());

    /// <summary>Adds them.</summary>
    public static void AddTo(JsonObject document)
    {
        document["info"] = new JsonObject
        {
            ["title"] = "alephzero-monitor",
            ["description"] = "What is not known is null, and nothing is left out; times are RFC 3339 in UTC, durations are numbers of seconds; errors are problem details (RFC 9457).",
            ["version"] = "1",
        };
        document["servers"] = new JsonArray(new JsonObject { ["url"] = "/" });
        var components = document["components"]!.AsObject();
        components["securitySchemes"] = new JsonObject
        {
            ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "The value of API_TOKEN. Where that is not set, these paths don't exist." },
        };
        foreach (var (name, schema) in components["schemas"]!.AsObject().Where(schema => Types.ContainsKey(schema.Key)))
        {
            Describe(Types[name], schema!.AsObject());
        }

        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!.AsObject()))
        {
            Describe(operation);
        }
    }

    private static void Describe(Type type, JsonObject schema)
    {
        schema["description"] = type.IsEnum
            ? $"{Docs.Of(type)} {string.Join(' ', Enum.GetNames(type).Select(name => $"`{name}`: {Docs.Of(type, name)}"))}"
            : Docs.Of(type);
        if (schema["enum"] is JsonArray values)
        {
            // Where a property may be null its own schema says so, and "oneOf" allows null in one place alone.
            schema["type"] = "string";
            schema["enum"] = new JsonArray([.. values.Where(value => value is not null).Select(value => value!.DeepClone())]);
        }

        if (schema["properties"] is not JsonObject properties)
        {
            return;
        }

        // Nothing is left out of an answer.
        schema["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Key)]);
        foreach (var (name, property) in properties)
        {
            property!.AsObject()["description"] = Docs.Of(type, char.ToUpperInvariant(name[0]) + name[1..]);
        }
    }

    private static void Describe(JsonObject operation)
    {
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var (text, schema) = Parameter((string)parameter!["name"]!);
            (parameter["description"], parameter["schema"]) = (text, schema);
        }

        var responses = operation["responses"]!.AsObject();
        responses["default"] = new JsonObject
        {
            ["description"] = "A problem",
            ["content"] = new JsonObject
            {
                ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/ProblemDetails" } },
            },
        };
        if (responses.ContainsKey("401"))
        {
            operation["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() });
        }
    }

    private static (string Text, JsonObject Schema) Parameter(string name) => name switch
    {
        "name" => ("The node's name.", new() { ["type"] = "string" }),
        "alert" => ("The alert's kind.", new() { ["type"] = "string" }),
        "id" => ("Its id.", new() { ["type"] = "integer", ["format"] = "int64" }),
        "node" => ("Of this node alone; of all when it is left out.", new() { ["type"] = "string" }),
        "nodes" => ("The name of a node; given once for each.", new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }),
        "why" => ("What for, in a line of at most 100 characters; kept with who asked.", new() { ["type"] = "string", ["maxLength"] = ActionRoutes.MaxWhyLength }),
        "limit" => ("How many entries at most.", new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = PastRoutes.MaxLimit, ["default"] = PastRoutes.DefaultLimit }),
        "from" or "to" => (Time, new() { ["type"] = "string", ["format"] = "date-time" }),
        "step" => ("Seconds of a step.", new() { ["type"] = "integer", ["minimum"] = PastRoutes.LeastStepSeconds }),
        "minutes" => ("How long, in minutes.", new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = ActionRoutes.MaxPauseMinutes }),
        _ => throw new InvalidOperationException($"Say here what the parameter {name} is."),
    };
}
