using System.Net;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AlephZeroMonitor.Http;

/// <summary>
/// Refuses requests for names that aren't ours where a token is in use: a page of somebody else's could have its own name point here (DNS rebinding).
/// An address is nobody's name, and what monitoring asks for gives nothing away.
/// </summary>
internal static class HostNames
{
    private static readonly string[] Open = ["/healthz", "/readyz", "/metrics"];

    /// <summary>Adds the check.</summary>
    public static void UseHostNames(this IApplicationBuilder app, Settings settings) => app.Use(async (context, next) =>
    {
        var host = context.Request.Host.Host;
        var isKnown = string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _) || settings.HttpHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
        if (isKnown || Open.Contains(context.Request.Path.Value))
        {
            await next(context);
            return;
        }

        await TypedResults.Problem("This name is not known; HTTP_HOSTS lists the names.", statusCode: StatusCodes.Status421MisdirectedRequest).ExecuteAsync(context);
    });
}
