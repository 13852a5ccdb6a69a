using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Commands;

/// <summary>
/// <c>alephzero-monitor healthcheck</c>: asks the running monitor, or with HTTP_PORT=0 its heartbeat, whether it is at work. For the image's HEALTHCHECK.
/// </summary>
internal static class HealthcheckCommand
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(4);

    public static Verb Create() =>
        new("healthcheck", "Ask the running monitor whether it works; exit code 0 when it does.", (_, ct) => RunAsync(ct));

    private static async Task<int> RunAsync(CancellationToken ct)
    {
        var settings = SettingsSource.Read("HTTP_BIND", "HTTP_PORT", "DATA_DIR");
        if (settings.HttpPort == 0)
        {
            var (isHealthy, text) = HeartbeatFile.Read(settings.DataDirectory, TimeProvider.System.GetUtcNow());
            await Console.Out.WriteLineAsync(text);
            return isHealthy ? ExitCodes.Success : ExitCodes.Failure;
        }

        // No proxy of the environment stands between a monitor and itself.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler) { Timeout = AnswerTimeout };
        try
        {
            using var response = await http.GetAsync(new Uri(settings.HttpAddress, MonitorStatus.HealthPath), ct);
            await Console.Out.WriteAsync(await response.Content.ReadAsStringAsync(ct));
            return response.IsSuccessStatusCode ? ExitCodes.Success : ExitCodes.Failure;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            await Console.Out.WriteLineAsync($"no answer from {settings.HttpAddress.Authority}: {e.Message}");
            return ExitCodes.Failure;
        }
    }
}
