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
        var now = routes.MapGroup("/api/v1").WithTags(Tags.Now);
        now.MapGet("/nodes", () => TypedResults.Json(snapshot.Nodes, ApiJson.Default.NodeList))
            .WithName("nodes").WithSummary("All nodes, as their last checks showed them.").Produces<NodeList>();
        now.MapGet("/nodes/{name}", Results<JsonHttpResult<NodeStatus>, ProblemHttpResult> (string name) => snapshot.Node(name) is { } node
            ? TypedResults.Json(node, ApiJson.Default.NodeStatus)
            : Problems.NoSuchNode(name))
            .WithName("node").WithSummary("A node, as its last check showed it.").Produces<NodeStatus>().ProducesProblem(StatusCodes.Status404NotFound);
        now.MapGet("/endpoints", () => TypedResults.Json(snapshot.Endpoints, ApiJson.Default.EndpointList))
            .WithName("endpoints").WithSummary("The endpoints of RPC_URL.").Produces<EndpointList>();
    }
}
