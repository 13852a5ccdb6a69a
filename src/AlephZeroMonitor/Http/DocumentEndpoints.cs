using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>The OpenAPI document of all that can be asked. It is made from the routes by a test, and is part of the program.</summary>
internal static class DocumentEndpoints
{
    /// <summary>Maps GET /openapi/v1.json.</summary>
    public static void MapDocument(this IEndpointRouteBuilder routes) => routes
        .MapGet("/openapi/v1.json", () => TypedResults.Stream(typeof(DocumentEndpoints).Assembly.GetManifestResourceStream("openapi.json")!, "application/json"))
        .ExcludeFromDescription();
}
