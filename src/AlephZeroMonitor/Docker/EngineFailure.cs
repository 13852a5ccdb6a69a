using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;

namespace AlephZeroMonitor.Docker;

/// <summary>The ways in which a call to the engine fails in daily life.</summary>
internal static class EngineFailure
{
    /// <summary>The exception is such a failure, and not a bug of ours.</summary>
    public static bool Is(Exception exception) => exception
        is DockerApiException or HttpRequestException or IOException or SocketException or TimeoutException or JsonException or ObjectDisposedException
        || (exception is AggregateException { InnerException: { } inner } && Is(inner)); // no address of a tcp:// engine can be reached

    /// <summary>The failure for people: what the engine said, or what the system said.</summary>
    public static string Text(Exception exception)
    {
        if (exception is DockerApiException { ResponseBody: { Length: > 0 } body })
        {
            return MessageOf(body) ?? body.Trim();
        }

        var cause = exception;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause.Message;
    }

    private static string? MessageOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String ? message.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: text that is no UTF-8
        {
            return null;
        }
    }
}
