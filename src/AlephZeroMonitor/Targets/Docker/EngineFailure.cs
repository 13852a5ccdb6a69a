using System.Net.Sockets;
using System.Text.Json;
using AlephZeroMonitor.Host;
using Docker.DotNet;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The ways in which a call to the engine fails in daily life.</summary>
internal static class EngineFailure
{
    private const int MaxTextLength = 200;

    /// <summary>The exception is such a failure, and not a bug of ours.</summary>
    public static bool Is(Exception exception) => exception
        is DockerApiException or HttpRequestException or IOException or SocketException or TimeoutException or JsonException or ObjectDisposedException
        || (exception is AggregateException { InnerException: { } inner } && Is(inner)); // no address of a tcp:// engine can be reached

    /// <summary>The failure for people: what the engine said, or what the system said; without a full stop, since it becomes part of a sentence.</summary>
    public static string Text(Exception exception)
    {
        if (exception is DockerApiException refusal)
        {
            return Sentence(MessageOf(refusal.ResponseBody ?? "") ?? Refusal(refusal));
        }

        var cause = exception;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return Sentence(cause.Message);
    }

    private static string Sentence(string text) => OneLine.Of(text.Trim()).TrimEnd('.');

    /// <summary>What is not the engine's own answer comes from a proxy before it, which may send a page for browsers.</summary>
    private static string Refusal(DockerApiException refusal)
    {
        var status = $"HTTP {(int)refusal.StatusCode}";
        var text = refusal.ResponseBody?.Trim() ?? "";
        return text.Length == 0 || text[0] == '<' ? status : $"{status}: {(text.Length > MaxTextLength ? text[..MaxTextLength] + "…" : text)}";
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
