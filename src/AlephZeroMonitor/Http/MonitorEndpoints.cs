using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Http.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>The monitor itself.</summary>
internal static class MonitorEndpoints
{
    /// <summary>Maps GET /api/v1/monitor.</summary>
    public static void MapMonitor(this IEndpointRouteBuilder routes, Settings settings, TimeProvider time)
    {
        var startedAt = time.GetUtcNow();
        routes.MapGet("/api/v1/monitor", () => TypedResults.Json(
            new MonitorStatus
            {
                Version = Product.Version,
                StartedAt = startedAt,
                At = time.GetUtcNow(),
                CheckIntervalSeconds = settings.CheckInterval.TotalSeconds,
                IsDryRun = settings.Policy.DryRun,
                HasActions = settings.ApiToken is not null,
            },
            ApiJson.Default.MonitorStatus))
            .WithName("monitor").WithTags(Tags.Now).WithSummary("The monitor itself.").Produces<MonitorStatus>();
    }
}
