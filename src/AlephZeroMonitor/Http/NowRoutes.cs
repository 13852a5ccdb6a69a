using AlephZeroMonitor.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>What is known now of the monitor, the nodes and the endpoints.</summary>
internal sealed class NowRoutes(Settings settings, Snapshot snapshot, EventStream events, IHistoryQueries history, TimeProvider time)
    : IRoutes
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    private MonitorStatus Monitor => new()
    {
        Version = Product.Version,
        StartedAt = _startedAt,
        At = time.GetUtcNow(),
        CheckInterval = settings.CheckInterval,
        IsDryRun = settings.Policy.DryRun,
        HasActions = settings.ApiToken is not null,
        IsHistoryInFile = history.IsInFile,
    };

    public void MapTo(IEndpointRouteBuilder routes)
    {
        var now = routes.MapGroup("/api/v1").WithTags(Tags.Now);
        now.MapGet("/monitor", () => TypedResults.Json(Monitor, ApiJson.Default.MonitorStatus))
            .WithName("monitor").WithSummary("The monitor itself.").Produces<MonitorStatus>();
        now.MapGet("/nodes", () => TypedResults.Json(snapshot.Nodes, ApiJson.Default.NodeList))
            .WithName("nodes").WithSummary("All nodes, as their last checks showed them.").Produces<NodeList>();
        now.MapGet("/nodes/{name}", Results<JsonHttpResult<NodeStatus>, ProblemHttpResult> (string name) => snapshot.Node(name) is { } node
            ? TypedResults.Json(node, ApiJson.Default.NodeStatus)
            : Problems.NoSuchNode(name))
            .WithName("node").WithSummary("A node, as its last check showed it.")
            .Produces<NodeStatus>().ProducesProblems(StatusCodes.Status404NotFound);
        now.MapGet("/endpoints", () => TypedResults.Json(snapshot.Endpoints, ApiJson.Default.EndpointList))
            .WithName("endpoints").WithSummary("The endpoints of RPC_URL.").Produces<EndpointList>();
        now.MapGet("/events", Task<Results<EmptyHttpResult, ProblemHttpResult>> (HttpContext context) => events.ServeAsync(context))
            .WithName("events")
            .WithSummary("Server-sent events: `nodes` each time that nodes were checked, with an array of them as its data; "
                + "a comment every 15 s when nothing else comes.")
            .Produces<NodeStatus[]>(StatusCodes.Status200OK, "text/event-stream").ProducesProblems(StatusCodes.Status503ServiceUnavailable);
    }
}
