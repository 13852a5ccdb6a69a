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

    /// <summary>The longest pause.</summary>
    public const int MaxPauseMinutes = 7 * 24 * 60;

    private const int MaxActions = 500;
    private const string Scheme = "Bearer ";

    /// <summary>Maps POST /api/v1/nodes/{name}/restart, pause, dry-run and resume, and GET /api/v1/actions.</summary>
    public static void MapActions(this IEndpointRouteBuilder routes, Requests requests, Past past, Snapshot snapshot, string token)
    {
        var actions = routes.MapGroup("/api/v1").RequireRateLimiting(RateLimit).WithTags(Tags.Actions).AddEndpointFilter(async (context, next) =>
            IsAuthorized(context.HttpContext.Request, token) ? await next(context) : Refuse(context.HttpContext));
        Map("restart", "Asks for a restart; the holds still apply, and a held request is not kept.", (name, by) => requests.Restart(name, by));
        Map("dry-run", "Decides, but doesn't restart the node.", (name, by) => requests.DryRun(name, by));
        Map("resume", "Ends pause and dry run.", (name, by) => requests.Resume(name, by));
        Describe(actions.MapPost("/nodes/{name}/pause", Results<Accepted, ProblemHttpResult> (HttpContext context, string name, string? minutes) =>
            !int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length is < 1 or > MaxPauseMinutes
                ? Problems.BadParameter("minutes", $"a whole number from 1 to {MaxPauseMinutes}")
                : Do(context, name, by => requests.Pause(name, TimeSpan.FromMinutes(length), by))))
            .WithName("pause").WithSummary("Leaves the node alone for so long.").ProducesProblem(StatusCodes.Status400BadRequest);
        actions.MapGet("/actions", () => TypedResults.Json(past.Actions(MaxActions), ApiJson.Default.ActionList))
            .WithName("actions").WithSummary("What operators asked for lately.").Produces<ActionList>()
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);

        void Map(string path, string summary, Action<string, string> ask) => Describe(actions.MapPost(
            $"/nodes/{{name}}/{path}", (HttpContext context, string name) => Do(context, name, by => ask(name, by)))).WithName(path).WithSummary(summary);

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

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder action) => action
        .Produces(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    /// <summary>Takes the same time whatever the token: digests of one length are compared.</summary>
    private static bool IsAuthorized(HttpRequest request, string token) =>
        request.Headers.Authorization is [{ } given] && given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Digest(given[Scheme.Length..].Trim()), Digest(token));

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static ProblemHttpResult Refuse(HttpContext context)
    {
        var isWrong = context.Request.Headers.Authorization is [{ } given] && given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        context.Response.Headers.WWWAuthenticate = isWrong ? "Bearer error=\"invalid_token\"" : "Bearer";
        return TypedResults.Problem(
            isWrong ? "The token is not that of API_TOKEN." : "The token of API_TOKEN is needed: Authorization: Bearer …", statusCode: StatusCodes.Status401Unauthorized);
    }
}
