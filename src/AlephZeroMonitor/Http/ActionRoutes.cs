using System.Security.Cryptography;
using System.Threading.RateLimiting;
using AlephZeroMonitor.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>What an operator can ask for. Without API_TOKEN none of it exists.</summary>
internal sealed class ActionRoutes(Settings settings, Nodes nodes, IHistoryQueries history) : IRoutes
{
    /// <summary>The longest pause.</summary>
    public const int MaxPauseMinutes = 7 * 24 * 60;

    /// <summary>The longest reason that can be given for a pause.</summary>
    public const int MaxWhyLength = 100;

    private const int MaxActions = 500;

    public void MapTo(IEndpointRouteBuilder routes)
    {
        if (settings.ApiToken is not { } token)
        {
            return;
        }

        // Reading what became of a request needs no token and has no limit, as reading decisions: it is polled.
        routes.MapGet("/api/v1/requests/{id:long}", Request)
            .WithName("request").WithTags(Tags.Actions).WithSummary("What became of a restart that was requested.")
            .Produces<RequestStatus>().ProducesProblems(StatusCodes.Status404NotFound);
        var actions = routes.MapGroup("/api/v1").WithTags(Tags.Actions).RequireToken(token);
        actions.MapGet("/actions", () => TypedResults.Json(new ActionList([.. history.Requests(null, MaxActions)]), ApiJson.Default.ActionList))
            .WithName("actions").WithSummary("What operators asked for lately.").Produces<ActionList>().ProducesRefusals();
        actions.MapPost("/nodes/{name}/restart", (HttpContext context, string name) =>
            Do(context, name, (node, by) => $"/api/v1/requests/{node.RequestRestart(by).Id}"))
            .WithName("restart").ProducesAccepted()
            .WithSummary("Requests a restart. Holds still apply, and a held request is not kept. `Location` says where to ask what became of it.");
        actions.MapPost("/nodes/{name}/pause", Pause)
            .WithName("pause").WithSummary("Pauses restarts of the node for this many minutes.").ProducesAccepted().ProducesProblems(StatusCodes.Status400BadRequest);
        actions.MapPost("/pause", PauseSeveral)
            .WithName("pauseSeveral").WithSummary("Pauses restarts of several nodes for this many minutes.").ProducesAccepted().ProducesProblems(StatusCodes.Status400BadRequest);
        actions.MapPost("/nodes/{name}/alerts/{alert}/silence", Silence)
            .WithName("silence").WithSummary("Silences messages about an alert of the node for this many minutes; 0 ends the silence. The alert itself stays.")
            .ProducesAccepted().ProducesProblems(StatusCodes.Status400BadRequest);
        actions.MapPost("/nodes/{name}/dry-run", (HttpContext context, string name) => Do(context, name, (node, by) => node.DryRun(by)))
            .WithName("dry-run").WithSummary("Judges the node, but does not act on it.").ProducesAccepted();
        actions.MapPost("/nodes/{name}/resume", (HttpContext context, string name) => Do(context, name, (node, by) => node.Resume(by)))
            .WithName("resume").WithSummary("Ends pause and dry run.").ProducesAccepted();
    }

    private Results<JsonHttpResult<RequestStatus>, ProblemHttpResult> Request(long id) => nodes.FindRequest(id) is { } request
        ? TypedResults.Json(RequestStatus.Of(request), ApiJson.Default.RequestStatus)
        : Problems.NotFound($"No request {id} is known; a restart of the monitor forgets them.");

    private Results<Accepted, ProblemHttpResult> Pause(HttpContext context, string name, string? minutes, string? why) =>
        PauseAll(context, [name], minutes, why, $"/api/v1/nodes/{Uri.EscapeDataString(name)}");

    private Results<Accepted, ProblemHttpResult> PauseSeveral(HttpContext context, [FromQuery(Name = "nodes")] string[] names, string? minutes, string? why) =>
        PauseAll(context, names, minutes, why, "/api/v1/nodes");

    /// <summary>Pauses all of these nodes, or none.</summary>
    private Results<Accepted, ProblemHttpResult> PauseAll(HttpContext context, string[] names, string? minutes, string? why, string path)
    {
        if (!int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length is < 1 or > MaxPauseMinutes)
        {
            return Problems.BadParameter("minutes", $"a whole number from 1 to {MaxPauseMinutes}");
        }

        if (why is not null && (why.Length > MaxWhyLength || why.Any(char.IsControl)))
        {
            return Problems.BadParameter("why", $"one line of at most {MaxWhyLength} characters");
        }

        if (names.Length == 0)
        {
            return Problems.BadParameter("nodes", "given at least once");
        }

        if (names.FirstOrDefault(name => nodes.Find(name) is null) is { } unknown)
        {
            return Problems.NoSuchNode(unknown);
        }

        foreach (var name in names)
        {
            nodes.Find(name)?.PauseFor(TimeSpan.FromMinutes(length), string.IsNullOrWhiteSpace(why) ? By(context) : $"{By(context)}: {why.Trim()}");
        }

        return TypedResults.Accepted(path);
    }

    private Results<Accepted, ProblemHttpResult> Silence(HttpContext context, string name, string alert, string? minutes) =>
        !Enum.TryParse<AlertKind>(alert, out var kind) || !Enum.IsDefined(kind) ? Problems.NotFound($"There is no alert \"{alert}\".")
        : int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= MaxPauseMinutes
            ? Do(context, name, (node, by) => node.Silence(kind, TimeSpan.FromMinutes(length), by))
            : Problems.BadParameter("minutes", $"a whole number from 0 to {MaxPauseMinutes}");

    private Results<Accepted, ProblemHttpResult> Do(HttpContext context, string name, Action<Node, string> act) => Do(context, name, (node, by) =>
    {
        act(node, by);
        return $"/api/v1/nodes/{Uri.EscapeDataString(name)}";
    });

    /// <param name="context">The request.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="act">Acts on the node for somebody, and gives the path that shows what became of it.</param>
    private Results<Accepted, ProblemHttpResult> Do(HttpContext context, string name, Func<Node, string, string> act) =>
        nodes.Find(name) is { } node
            ? TypedResults.Accepted(act(node, By(context)))
            : Problems.NoSuchNode(name);

    private static string By(HttpContext context) => $"API from {context.Connection.RemoteIpAddress}";
}

/// <summary>Who may ask for actions, and how often.</summary>
internal static class ActionGuard
{
    /// <summary>Requests of one address in <see cref="Window"/>, with the right token or not.</summary>
    public const int MaxRequests = 10;

    private const string RateLimit = "actions";
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Sets the limit.</summary>
    public static void Limit(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = Window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(RateLimit, context => RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = MaxRequests, Window = Window, QueueLimit = 0 }));
    }

    /// <summary>Refuses requests without the token, and too many of one address.</summary>
    public static RouteGroupBuilder RequireToken(this RouteGroupBuilder routes, string token) => routes.RequireRateLimiting(RateLimit)
        .AddEndpointFilter(async (context, next) =>
            IsAuthorized(context.HttpContext.Request, token) ? await next(context) : Refuse(context.HttpContext));

    /// <summary>Says in the OpenAPI document that an action is accepted or refused.</summary>
    public static RouteHandlerBuilder ProducesAccepted(this RouteHandlerBuilder action) =>
        action.Produces(StatusCodes.Status202Accepted).ProducesProblems(StatusCodes.Status404NotFound).ProducesRefusals();

    /// <summary>Says in the OpenAPI document that a request is refused without the token, and too often.</summary>
    public static RouteHandlerBuilder ProducesRefusals(this RouteHandlerBuilder route) =>
        route.ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status429TooManyRequests);

    /// <summary>Takes the same time whatever the token: digests of one length are compared.</summary>
    private static bool IsAuthorized(HttpRequest request, string token) =>
        Given(request) is { } given && CryptographicOperations.FixedTimeEquals(Digest(given), Digest(token));

    private static string? Given(HttpRequest request) =>
        request.Headers.Authorization is [{ } given] && given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? given[Scheme.Length..].Trim()
            : null;

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static ProblemHttpResult Refuse(HttpContext context)
    {
        var isWrong = Given(context.Request) is not null;
        context.Response.Headers.WWWAuthenticate = isWrong ? "Bearer error=\"invalid_token\"" : "Bearer";
        return TypedResults.Problem(
            isWrong ? "The token is not that of API_TOKEN." : "The token of API_TOKEN is needed: Authorization: Bearer …",
            statusCode: StatusCodes.Status401Unauthorized);
    }
}
