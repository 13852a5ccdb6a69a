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
    public static void MapHealth(this IEndpointRouteBuilder routes, Liveness liveness) => routes.MapGet(Path, async (HttpContext context) =>
    {
        var overdue = liveness.Overdue();
        context.Response.StatusCode = overdue.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync(overdue.Count == 0 ? "ok\n" : $"no check of {string.Join(", ", overdue)} for too long\n", context.RequestAborted);
    });
}
