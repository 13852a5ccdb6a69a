using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Core.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;

namespace AlephZeroMonitor.Http.Document;

/// <summary>The OpenAPI document, made from the real routes: paths, parameters and answers by ASP.NET Core, texts from the documentation comments.</summary>
internal static class OpenApiDocument
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 1, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes it.</summary>
    public static async Task<string> MakeAsync()
    {
        await using var server = await Server.StartAsync(change: settings => settings with { ApiToken = "any" });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRateLimiter(ActionGuard.Limit).AddOpenApi("v1", Describe).ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(ApiJson.Default, new DefaultJsonTypeInfoResolver());
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            foreach (var converter in ApiJson.Default.Options.Converters)
            {
                json.SerializerOptions.Converters.Add(converter);
            }
        });
        await using var app = builder.Build();
        Array.ForEach(server.Routes, routes => routes.MapTo(app));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var made = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(TestContext.Current.CancellationToken);
        var document = JsonNode.Parse(await made.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, TestContext.Current.CancellationToken))!.AsObject();
        var described = document["paths"]!.AsObject().Sum(path => path.Value!.AsObject().Count);
        var mapped = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Count(endpoint => endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null);
        Assert.Equal(mapped, described);
        OpenApiTexts.AddTo(document);
        return document.ToJsonString(Indented) + "\n";
    }

    /// <summary>What ASP.NET Core cannot know of types that ApiJson writes in its own way.</summary>
    private static void Describe(OpenApiOptions options)
    {
        options.CreateSchemaReferenceId = type => Own(type.Type) is null ? OpenApiOptions.CreateDefaultSchemaReferenceId(type) : null;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (Own(context.JsonTypeInfo.Type) is { } own)
            {
                var canBeNull = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is not null;
                (schema.Type, schema.Format, schema.Pattern) = (own.Type | (canBeNull ? JsonSchemaType.Null : 0), own.Format, null);
            }

            return Task.CompletedTask;
        });
    }

    private static (JsonSchemaType Type, string? Format)? Own(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var duration when duration == typeof(TimeSpan) => (JsonSchemaType.Number, null),
        var time when time == typeof(LogTime) => (JsonSchemaType.String, "date-time"),
        _ => null,
    };
}
