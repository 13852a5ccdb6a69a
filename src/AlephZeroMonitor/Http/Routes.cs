using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Projections.Metrics;
using AlephZeroMonitor.Watching;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>All that can be asked for by HTTP.</summary>
internal sealed class Routes(Settings settings, Liveness liveness, Board board, Snapshot snapshot, Past past, EventStream events, Requests requests, Exposition exposition, TimeProvider time)
{
    /// <summary>Maps everything.</summary>
    public void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapHealth(liveness);
        routes.MapReadiness(board, snapshot, settings);
        routes.MapMetrics(exposition);
        routes.MapMonitor(settings, time);
        routes.MapNodes(snapshot);
        routes.MapPast(past, snapshot, time);
        if (settings.ApiToken is { } token)
        {
            routes.MapActions(requests, past, snapshot, token);
        }

        routes.MapEvents(events);
        routes.MapPage();
        routes.MapDocument();
    }
}
