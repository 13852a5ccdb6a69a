using AlephZeroMonitor.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>Whether the monitor itself is well; it says nothing about the nodes.</summary>
internal static class HealthEndpoints
{
    /// <summary>The path that <c>alephzero-monitor healthcheck</c> asks.</summary>
    public const string Path = "/healthz";

    /// <summary>Maps GET /healthz: 200 when all loops are alive, 503 with the nodes' names when not.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes, Liveness liveness) => routes
        .MapGet(Path, () => liveness.Overdue() is { Count: > 0 } overdue
            ? TypedResults.Text($"no check of {string.Join(", ", overdue)} for too long\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Text("ok\n"))
        .WithName("health").WithTags(Tags.Monitoring).WithSummary("Whether the monitor's loops are alive; it says nothing about the nodes.")
        .Produces<string>(StatusCodes.Status200OK, Tags.Text).Produces<string>(StatusCodes.Status503ServiceUnavailable, Tags.Text);
}
