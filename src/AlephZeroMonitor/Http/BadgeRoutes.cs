using System.Net;
using AlephZeroMonitor.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using static System.FormattableString;

namespace AlephZeroMonitor.Http;

/// <summary>A small picture of a node's state, for other pages.</summary>
internal sealed class BadgeRoutes(Snapshot snapshot) : IRoutes
{
    public const string Type = "image/svg+xml";

    private const double CharacterWidth = 6.6;
    private const int Padding = 14;

    public void MapTo(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/v1/nodes/{name}/badge.svg", Results<ContentHttpResult, ProblemHttpResult> (HttpContext context, string name) =>
        {
            if (snapshot.Node(name) is not { } node)
            {
                return Problems.NoSuchNode(name);
            }

            context.Response.Headers.CacheControl = "no-cache";
            var (text, colour) = State(node);
            return TypedResults.Text(Picture(node.Name, text, colour), Type);
        })
        .WithTags(Tags.Now).WithName("badge").WithSummary("A picture of the node's state, to be shown by other pages.")
        .Produces<string>(StatusCodes.Status200OK, Type).ProducesProblems(StatusCodes.Status404NotFound);

    private static (string Text, string Colour) State(NodeStatus node) => node switch
    {
        { IsFresh: false } or { Decision: null } => ("unknown", "#5d6875"),
        { Decision.Reason: Reason.NotRunning or Reason.Missing or Reason.LeftStopped } => ("not running", "#b3201a"),
        { Decision: var decision } when decision.Reason.IsBlind() => ("unknown", "#5d6875"),
        { Decision.Reason: Reason.InStep } => ("in step", "#11713a"),
        { Decision: var decision } => (Invariant($"{decision.Lag:N0} behind"), decision.Reason.AsksForAction() ? "#b3201a" : "#8a5300"),
    };

    private static string Picture(string name, string text, string colour)
    {
        var (left, right) = (Width(name), Width(text));
        var label = WebUtility.HtmlEncode(name);
        return Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{label}: {text}">
            <title>{label}: {text}</title>
            <rect width="{left + right}" height="20" rx="4" fill="#2d3845"/><path d="M{left} 0h{right - 4}a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4h-{right - 4}z" fill="{colour}"/>
            <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
            <text x="{left / 2}" y="14">{label}</text><text x="{left + (right / 2)}" y="14">{text}</text></g>
            </svg>

            """);
    }

    private static int Width(string text) => (int)(text.Length * CharacterWidth) + Padding;
}
