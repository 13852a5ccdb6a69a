using AlephZeroMonitor.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>The states of nodes over time, and the past as tables for other programs.</summary>
internal sealed class StateRoutes(Settings settings, IHistoryQueries history, Nodes nodes, TimeProvider time) : IRoutes
{
    private const int MaxRows = 5000;
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(1);

    /// <summary>A check may take so long, and the next one as long again.</summary>
    private TimeSpan LongestSilence => (2 * settings.CheckInterval) + TimeSpan.FromMinutes(2);

    public void MapTo(IEndpointRouteBuilder routes)
    {
        var past = routes.MapGroup("/api/v1").WithTags(Tags.Past);
        past.MapGet("/states", States)
            .WithName("states").WithSummary("The states of nodes over time, by default of the last 24 hours.")
            .Produces<StateSeries>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        past.MapGet("/decisions.csv", (string? node) => Csv.Of(
                "at,node,reason,hold,acts,lag,best,head,finalized,peers,session,producing",
                history.Decisions(node, DateTimeOffset.UnixEpoch, MaxRows).Select(saved => saved.Decision is var each
                    ? (object?[])[each.At, saved.Node, each.Reason, each.Hold, each.Acts, each.Lag, each.Best, each.Head, each.Finalized, each.Peers, each.Session, each.IsProducing]
                    : [])))
            .WithName("decisionsTable").WithSummary($"The latest {MaxRows} decisions that changed something, as CSV.")
            .Produces<string>(StatusCodes.Status200OK, Csv.Type);
        past.MapGet("/restarts.csv", (string? node) => Csv.Of(
                "at,node,remedy,reason,lag,result,took,effect,effect_after",
                history.Actions(node, DateTimeOffset.UnixEpoch, MaxRows).Select(each => (object?[])
                    [each.At, each.Node, each.Remedy, each.Reason, each.Lag, each.Outcome?.Result, each.Outcome?.Took, each.Effect, each.EffectAfter])))
            .WithName("restartsTable").WithSummary($"The latest {MaxRows} restarts and starts by this monitor, as CSV; durations in seconds.")
            .Produces<string>(StatusCodes.Status200OK, Csv.Type);
    }

    private Results<JsonHttpResult<StateSeries>, ProblemHttpResult> States(string? node, string? from, string? to)
    {
        if (node is not null && nodes.Find(node) is null)
        {
            return Problems.NoSuchNode(node);
        }

        var now = time.GetUtcNow();
        if (Times.Read(to, now) is not { } end || Times.Read(from, end - DefaultSpan) is not { } begin)
        {
            return Times.Bad;
        }

        if (begin >= end)
        {
            return Problems.BadParameter("from", "before \"to\"");
        }

        string[] names = node is not null ? [node] : [.. nodes.All.Select(each => each.Name)];
        return TypedResults.Json(
            new StateSeries([.. names.Select(name => new NodeStates(name, [.. history.States(name, begin, end < now ? end : now, LongestSilence)]))]),
            ApiJson.Default.StateSeries);
    }
}

/// <summary>Times as requests give them.</summary>
internal static class Times
{
    private const DateTimeStyles InUtc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>What is answered to others.</summary>
    public static ProblemHttpResult Bad => Problems.BadParameter("from\" and \"to", "times such as 2025-03-12T08:00:00Z");

    /// <summary>A time; null when it is none.</summary>
    public static DateTimeOffset? Read(string? text, DateTimeOffset byDefault) => text is null ? byDefault
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, InUtc, out var time) && time >= DateTimeOffset.UnixEpoch ? time
        : null;
}

/// <summary>Tables as text (RFC 4180).</summary>
internal static class Csv
{
    public const string Type = "text/csv";

    public static ContentHttpResult Of(string head, IEnumerable<object?[]> rows) =>
        TypedResults.Text(string.Concat(rows.Select(Line).Prepend($"{head}\r\n")), $"{Type}; charset=utf-8");

    private static string Line(object?[] row) => string.Join(',', row.Select(Cell)) + "\r\n";

    /// <summary>Names are the only text that is not ours; no other cell has a comma or a quote.</summary>
    private static string? Cell(object? value) => value switch
    {
        DateTimeOffset at => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        TimeSpan span => span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
        bool isSo => isSo ? "true" : "false",
        string text => $"\"{text.Replace("\"", "\"\"")}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
