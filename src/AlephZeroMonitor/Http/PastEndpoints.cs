using System.Globalization;
using AlephZeroMonitor.Http.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>Decisions, restarts, lives and lags before now.</summary>
internal static class PastEndpoints
{
    /// <summary>How many entries a list has when nobody says otherwise.</summary>
    public const int DefaultLimit = 100;

    /// <summary>How many it has at most.</summary>
    public const int MaxLimit = 500;

    /// <summary>The shortest step of lags, in seconds.</summary>
    public const int LeastStepSeconds = 60;

    private const int MaxSteps = 2000;
    private const int UsualSteps = 500;
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxSpan = TimeSpan.FromDays(366);
    private static readonly TimeSpan LeastStep = TimeSpan.FromSeconds(LeastStepSeconds);

    /// <summary>Maps GET /api/v1/decisions, /api/v1/decisions/{id}, /api/v1/restarts, /api/v1/lives and /api/v1/lag.</summary>
    public static void MapPast(this IEndpointRouteBuilder routes, Past past, Snapshot snapshot, TimeProvider time)
    {
        var before = routes.MapGroup("/api/v1").WithTags(Tags.Past);
        before.MapGet("/decisions", Results<JsonHttpResult<DecisionList>, ProblemHttpResult> (string? node, string? limit) => Limit(limit) is { } most
            ? TypedResults.Json(past.Decisions(node, most), ApiJson.Default.DecisionList)
            : BadLimit)
            .WithName("decisions").WithSummary("The latest decisions that changed something.").Produces<DecisionList>().ProducesProblem(StatusCodes.Status400BadRequest);
        before.MapGet("/decisions/{id:long}", Results<JsonHttpResult<DecisionDetail>, ProblemHttpResult> (long id) => past.Decision(id) is { } decision
            ? TypedResults.Json(decision, ApiJson.Default.DecisionDetail)
            : TypedResults.Problem($"No decision {id} is kept.", statusCode: StatusCodes.Status404NotFound))
            .WithName("decision").WithSummary("A decision, why it is what it is, and what it was made from.").Produces<DecisionDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        before.MapGet("/restarts", Results<JsonHttpResult<RestartList>, ProblemHttpResult> (string? node, string? limit) => Limit(limit) is { } most
            ? TypedResults.Json(past.Restarts(node, most), ApiJson.Default.RestartList)
            : BadLimit)
            .WithName("restarts").WithSummary("The latest restarts by this monitor.").Produces<RestartList>().ProducesProblem(StatusCodes.Status400BadRequest);
        before.MapGet("/lives", (string? node, string? from, string? to, string? limit) => Lives(past, time.GetUtcNow(), node, from, to, limit))
            .WithName("lives").WithSummary("The latest lives of nodes that lasted at some time between two.").Produces<LifeList>().ProducesProblem(StatusCodes.Status400BadRequest);
        before.MapGet("/lag", (string? node, string? from, string? to, string? step) => Lag(past, snapshot, time.GetUtcNow(), node, from, to, step))
            .WithName("lag").WithSummary("How lags went: for each step the greatest.").Produces<LagSeries>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static ProblemHttpResult BadLimit => Problems.BadParameter("limit", $"a whole number from 1 to {MaxLimit}");

    private static ProblemHttpResult BadTimes => Problems.BadParameter("from\" and \"to", "times such as 2025-03-12T08:00:00Z");

    private static Results<JsonHttpResult<LifeList>, ProblemHttpResult> Lives(Past past, DateTimeOffset now, string? node, string? from, string? to, string? limit)
    {
        if (Time(to, now) is not { } end || Time(from, DateTimeOffset.MinValue) is not { } begin)
        {
            return BadTimes;
        }

        if (begin >= end)
        {
            return Problems.BadParameter("from", "before \"to\"");
        }

        return Limit(limit) is { } most ? TypedResults.Json(past.Lives(node, begin, end, most), ApiJson.Default.LifeList) : BadLimit;
    }

    private static Results<JsonHttpResult<LagSeries>, ProblemHttpResult> Lag(
        Past past, Snapshot snapshot, DateTimeOffset now, string? node, string? from, string? to, string? step)
    {
        if (node is not null && snapshot.Node(node) is null)
        {
            return Problems.NoSuchNode(node);
        }

        if (Time(to, now) is not { } end || Time(from, end - DefaultSpan) is not { } begin)
        {
            return BadTimes;
        }

        if (begin >= end || end - begin > MaxSpan)
        {
            return Problems.BadParameter("from", "before \"to\", by at most 366 days");
        }

        var usual = TimeSpan.FromMinutes(Math.Max(1, Math.Ceiling((end - begin).TotalMinutes / UsualSteps)));
        var longest = end - begin > LeastStep ? end - begin : LeastStep;
        if (Step(step, usual) is not { } length || length < LeastStep || length > longest || (end - begin) / length > MaxSteps)
        {
            return Problems.BadParameter("step", $"seconds, at least {LeastStepSeconds}, at most the whole time, and so many that there are at most {MaxSteps} steps");
        }

        var names = node is not null ? [node] : snapshot.Nodes.Nodes.Select(each => each.Name).ToArray();
        return TypedResults.Json(past.Lag(names, begin, end, length), ApiJson.Default.LagSeries);
    }

    private static int? Limit(string? text) => text is null ? DefaultLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit ? limit
        : null;

    private static DateTimeOffset? Time(string? text, DateTimeOffset byDefault) => text is null ? byDefault
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && time >= DateTimeOffset.UnixEpoch ? time
        : null;

    private static TimeSpan? Step(string? text, TimeSpan byDefault) => text is null ? byDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : null;
}
