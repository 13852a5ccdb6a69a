using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using AlephZeroMonitor.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>Whether what the monitor knows of each node is fresh; that a node is stopped, behind, or has logged no block since its start is knowledge too.</summary>
internal static class ReadinessEndpoints
{
    /// <summary>Maps GET /readyz: 200 when it is, 503 with the nodes and the reasons when not.</summary>
    public static void MapReadiness(this IEndpointRouteBuilder routes, Board board, Snapshot snapshot, Settings settings) => routes.MapGet("/readyz", () =>
    {
        string[] problems = [.. settings.ContainerNames.Select(name => Problem(name, board.Find(name), snapshot)).OfType<string>()];
        return problems.Length == 0
            ? TypedResults.Text("ok\n")
            : TypedResults.Text(string.Concat(problems), statusCode: StatusCodes.Status503ServiceUnavailable);
    }).WithName("readiness").WithTags(Tags.Monitoring).WithSummary("Whether what is known of each node is fresh.")
        .Produces<string>(StatusCodes.Status200OK, Tags.Text).Produces<string>(StatusCodes.Status503ServiceUnavailable, Tags.Text);

    private static string? Problem(string name, NodeReport? report, Snapshot snapshot) => report switch
    {
        null => $"{name}: not checked yet\n",
        _ when !snapshot.IsFresh(report) => $"{name}: not checked for too long\n",
        { Decision.Reason: Reason.Missing or Reason.NotRunning } => null,
        { Decision.Reason: Reason.BestUnknown, Seen.Head: { Number: not null, IsUntrusted: false } } => null,
        _ when report.Decision.Reason.IsBlind() => $"{name}: {DecisionText.Verdict(report.Decision)}\n",
        _ => null,
    };
}
