using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlephZeroMonitor.Http;

/// <summary>The errors that the API answers with (RFC 9457).</summary>
internal static class Problems
{
    /// <summary>No node of that name is watched.</summary>
    public static ProblemHttpResult NoSuchNode(string name) =>
        TypedResults.Problem($"No node \"{name}\" is watched.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>A parameter can't be used.</summary>
    public static ProblemHttpResult BadParameter(string name, string rule) =>
        TypedResults.Problem($"\"{name}\" must be {rule}.", statusCode: StatusCodes.Status400BadRequest);
}
