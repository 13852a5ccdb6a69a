using AlephZeroMonitor.Http.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>What is known of nodes and endpoints now.</summary>
internal static class NodeEndpoints
{
    /// <summary>Maps GET /api/v1/nodes, /api/v1/nodes/{name} and /api/v1/endpoints.</summary>
    public static void MapNodes(this IEndpointRouteBuilder routes, Snapshot snapshot)
    {
        routes.MapGet("/api/v1/nodes", () => TypedResults.Json(snapshot.Nodes, ApiJson.Default.NodeList));
        routes.MapGet("/api/v1/nodes/{name}", Results<JsonHttpResult<NodeStatus>, ProblemHttpResult> (string name) => snapshot.Node(name) is { } node
            ? TypedResults.Json(node, ApiJson.Default.NodeStatus)
            : Problems.NoSuchNode(name));
        routes.MapGet("/api/v1/endpoints", () => TypedResults.Json(snapshot.Endpoints, ApiJson.Default.EndpointList));
    }
}
