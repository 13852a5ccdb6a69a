using System.Collections.Immutable;
using AlephZeroMonitor.Http.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>What is new, as it happens.</summary>
internal static class EventEndpoints
{
    /// <summary>Maps GET /api/v1/events.</summary>
    public static void MapEvents(this IEndpointRouteBuilder routes, EventStream events) => routes
        .MapGet("/api/v1/events", Task<Results<EmptyHttpResult, ProblemHttpResult>> (HttpContext context) => events.ServeAsync(context))
        .WithName("events").WithTags(Tags.Now)
        .WithSummary("Server-sent events: `nodes` each time that nodes were checked, with an array of them as its data; a comment each 15 s when nothing else comes.")
        .Produces<ImmutableArray<NodeStatus>>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
