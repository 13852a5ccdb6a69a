using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlephZeroMonitor.Http.Api;
using AlephZeroMonitor.Watching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>What an operator can ask for. Without API_TOKEN none of it exists.</summary>
internal static class ActionEndpoints
{
    /// <summary>The name of the limit of requests.</summary>
    public const string RateLimit = "actions";

    private const int MaxActions = 500;
    private const string Scheme = "Bearer ";
    private const int MaxPauseMinutes = 7 * 24 * 60;

    /// <summary>Maps POST /api/v1/nodes/{name}/restart, pause, dry-run and resume, and GET /api/v1/actions.</summary>
    public static void MapActions(this IEndpointRouteBuilder routes, Requests requests, Past past, Snapshot snapshot, string token)
    {
        var actions = routes.MapGroup("/api/v1").RequireRateLimiting(RateLimit).AddEndpointFilter(async (context, next) =>
            IsAuthorized(context.HttpContext.Request, token) ? await next(context) : Refuse(context.HttpContext));
        Map("restart", (name, by) => requests.Restart(name, by));
        Map("dry-run", (name, by) => requests.DryRun(name, by));
        Map("resume", (name, by) => requests.Resume(name, by));
        actions.MapPost("/nodes/{name}/pause", Results<Accepted, ProblemHttpResult> (HttpContext context, string name, string? minutes) =>
            !int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length is < 1 or > MaxPauseMinutes
                ? Problems.BadParameter("minutes", $"a whole number from 1 to {MaxPauseMinutes}")
                : Do(context, name, by => requests.Pause(name, TimeSpan.FromMinutes(length), by)));
        actions.MapGet("/actions", () => TypedResults.Json(past.Actions(MaxActions), ApiJson.Default.ActionList));

        void Map(string path, Action<string, string> ask) => actions.MapPost(
            $"/nodes/{{name}}/{path}", (HttpContext context, string name) => Do(context, name, by => ask(name, by)));

        Results<Accepted, ProblemHttpResult> Do(HttpContext context, string name, Action<string> ask)
        {
            if (snapshot.Node(name) is null)
            {
                return Problems.NoSuchNode(name);
            }

            ask($"API from {context.Connection.RemoteIpAddress}");
            return TypedResults.Accepted($"/api/v1/nodes/{Uri.EscapeDataString(name)}");
        }
    }

    /// <summary>Takes the same time whatever the token: digests of one length are compared.</summary>
    private static bool IsAuthorized(HttpRequest request, string token) =>
        request.Headers.Authorization is [{ } given] && given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Digest(given[Scheme.Length..].Trim()), Digest(token));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static ProblemHttpResult Refuse(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem("The token of API_TOKEN is needed: Authorization: Bearer …", statusCode: StatusCodes.Status401Unauthorized);
    }
}
