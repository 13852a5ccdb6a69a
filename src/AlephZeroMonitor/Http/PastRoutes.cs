using AlephZeroMonitor.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>Decisions, restarts, lives and lags before now, from the history.</summary>
internal sealed class PastRoutes(IHistoryQueries history, Nodes nodes, TimeProvider time) : IRoutes
{
    /// <summary>How many entries a list has unless the request says otherwise.</summary>
    public const int DefaultLimit = 100;

    /// <summary>How many entries a list has at most.</summary>
    public const int MaxLimit = 500;

    /// <summary>The shortest step of lags, in seconds.</summary>
    public const int LeastStepSeconds = 60;

    private const int MaxSteps = 2000;
    private const int UsualSteps = 500;
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxSpan = TimeSpan.FromDays(366);
    private static readonly TimeSpan LeastStep = TimeSpan.FromSeconds(LeastStepSeconds);

    private static ProblemHttpResult BadLimit => Problems.BadParameter("limit", $"a whole number from 1 to {MaxLimit}");

    public void MapTo(IEndpointRouteBuilder routes)
    {
        var past = routes.MapGroup("/api/v1").WithTags(Tags.Past);
        past.MapGet("/decisions", Decisions)
            .WithName("decisions").WithSummary("The latest decisions that changed something.")
            .Produces<DecisionList>().ProducesProblems(StatusCodes.Status400BadRequest);
        past.MapGet("/decisions/{id:long}", Decision)
            .WithName("decision").WithSummary("A decision, why it is what it is, and what it was made from.")
            .Produces<DecisionDetail>().ProducesProblems(StatusCodes.Status404NotFound);
        past.MapGet("/restarts", Restarts)
            .WithName("restarts").WithSummary("The latest restarts and starts by this monitor.")
            .Produces<RestartList>().ProducesProblems(StatusCodes.Status400BadRequest);
        past.MapGet("/lives", Lives)
            .WithName("lives").WithSummary("The latest lives of nodes that lasted at some time between two.")
            .Produces<LifeList>().ProducesProblems(StatusCodes.Status400BadRequest);
        past.MapGet("/lag", Lag)
            .WithName("lag").WithSummary("Lags over time: the greatest of each step.")
            .Produces<LagSeries>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private Results<JsonHttpResult<DecisionList>, ProblemHttpResult> Decisions(string? node, string? limit)
    {
        if (Limit(limit) is not { } most)
        {
            return BadLimit;
        }

        var decisions = history.Decisions(node, DateTimeOffset.UnixEpoch, most);
        return TypedResults.Json(new DecisionList([.. decisions.Select(DecisionEntry.Of)]), ApiJson.Default.DecisionList);
    }

    private Results<JsonHttpResult<DecisionDetail>, ProblemHttpResult> Decision(long id) => history.Decision(id) is { } decision
        ? TypedResults.Json(DecisionDetail.Of(decision), ApiJson.Default.DecisionDetail)
        : Problems.NotFound($"No decision {id} is kept.");

    private Results<JsonHttpResult<RestartList>, ProblemHttpResult> Restarts(string? node, string? limit) => Limit(limit) is { } most
        ? TypedResults.Json(new RestartList([.. history.Actions(node, DateTimeOffset.UnixEpoch, most)]), ApiJson.Default.RestartList)
        : BadLimit;

    private Results<JsonHttpResult<LifeList>, ProblemHttpResult> Lives(string? node, string? from, string? to, string? limit) =>
        (Times.Read(from, DateTimeOffset.UnixEpoch), Times.Read(to, time.GetUtcNow()), Limit(limit)) switch
        {
            ({ } begin, { } end, _) when begin >= end => Problems.BadParameter("from", "before \"to\""),
            ({ } begin, { } end, { } most) =>
                TypedResults.Json(new LifeList([.. history.Lives(node, begin, end, most)]), ApiJson.Default.LifeList),
            ({ }, { }, _) => BadLimit,
            _ => Times.Bad,
        };

    private Results<JsonHttpResult<LagSeries>, ProblemHttpResult> Lag(string? node, string? from, string? to, string? step)
    {
        if (node is not null && nodes.Find(node) is null)
        {
            return Problems.NoSuchNode(node);
        }

        if (Times.Read(to, time.GetUtcNow()) is not { } end || Times.Read(from, end - DefaultSpan) is not { } begin)
        {
            return Times.Bad;
        }

        var span = end - begin;
        if (span <= TimeSpan.Zero || span > MaxSpan)
        {
            return Problems.BadParameter("from", "before \"to\", by at most 366 days");
        }

        var usual = TimeSpan.FromMinutes(Math.Max(1, Math.Ceiling(span.TotalMinutes / UsualSteps)));
        var longest = span > LeastStep ? span : LeastStep;
        if (Step(step, usual) is not { } length || length < LeastStep || length > longest || span / length > MaxSteps)
        {
            return Problems.BadParameter(
                "step", $"seconds, at least {LeastStepSeconds}, at most the whole time, and so many that there are at most {MaxSteps} steps");
        }

        string[] names = node is not null ? [node] : [.. nodes.All.Select(each => each.Name)];
        return TypedResults.Json(Series(names, begin, end, length), ApiJson.Default.LagSeries);
    }

    private LagSeries Series(string[] names, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var lags = names.Select(name => history.Lag(name, from, to, step)
            .Where(point => point.Lag is not null).ToDictionary(point => point.At.ToUnixTimeSeconds(), point => point.Lag)).ToArray();
        long[] at = [.. lags.SelectMany(each => each.Keys).Distinct().Order()];
        var series = names.Zip(lags, (name, its) => new NodeLag(name, [.. at.Select(second => its.GetValueOrDefault(second))]));
        return new LagSeries(step, [.. at], [.. series]);
    }

    private static int? Limit(string? text) => text is null ? DefaultLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit ? limit
        : null;

    private static TimeSpan? Step(string? text, TimeSpan byDefault) => text is null ? byDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : null;
}
