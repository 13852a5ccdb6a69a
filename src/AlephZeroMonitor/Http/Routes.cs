using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AlephZeroMonitor.Http;

/// <summary>The routes of one feature. The server maps all that are registered.</summary>
internal interface IRoutes
{
    /// <summary>Maps them.</summary>
    void MapTo(IEndpointRouteBuilder routes);
}

/// <summary>The headings of the OpenAPI document, and the content type of answers that are not JSON.</summary>
internal static class Tags
{
    public const string Monitoring = "Monitoring";
    public const string Now = "Now";
    public const string Past = "Past";
    public const string Actions = "Actions";
    public const string Text = "text/plain";
}

/// <summary>The errors of the API (RFC 9457).</summary>
internal static class Problems
{
    public static ProblemHttpResult NoSuchNode(string name) => NotFound($"No node \"{name}\" is watched.");

    public static ProblemHttpResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    /// <summary>A parameter cannot be used.</summary>
    public static ProblemHttpResult BadParameter(string name, string rule) =>
        TypedResults.Problem($"\"{name}\" must be {rule}.", statusCode: StatusCodes.Status400BadRequest);

    /// <summary>Says in the OpenAPI document that the route can answer with these errors.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            route.ProducesProblem(status);
        }

        return route;
    }
}
