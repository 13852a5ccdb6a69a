using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor restart</c>: asks the running monitor to restart a node, and says what it decided and did.</summary>
internal static class RestartCommand
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    public static Verb Create() => new(
        "restart",
        "Have the running monitor restart a node, and say what it decided; needs API_TOKEN. Exit code 0: the node was restarted.",
        (parsed, ct) => MonitorSource.ActAsync(parsed, "restart", (monitor, path) => RunAsync(monitor, path, Inputs.FormOf(parsed), ct), ct),
        Inputs.Node,
        Inputs.Url,
        Inputs.Json);

    /// <summary>Exits with 0 when the node was restarted, with 1 when that was held or failed. The token ends the waiting, not the restart.</summary>
    private static async Task<int> RunAsync(MonitorClient monitor, string path, Form form, CancellationToken ct)
    {
        var status = await WaitAsync(monitor, path, state => state != RequestState.Waiting, Node.LongestCheck, ct);
        if (status.Request.State == RequestState.Acting)
        {
            Console.Error.WriteLine(Words.Printable($"{status.Request.Node}: {status.Summary}; waiting for the end"));
            status = await WaitAsync(monitor, path, state => state == RequestState.Done, TimeSpan.MaxValue, ct);
        }

        Output.Write(status, form, () => Console.WriteLine(Words.Printable($"{status.Request.Node}: {status.Summary}")));
        return status.Request.Outcome?.HasSucceeded == true ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<RequestStatus> WaitAsync(MonitorClient monitor, string path, Func<RequestState, bool> isReached, TimeSpan limit, CancellationToken ct)
    {
        var (time, begin) = (TimeProvider.System, TimeProvider.System.GetTimestamp());
        for (; time.GetElapsedTime(begin) < limit; await Task.Delay(PollInterval, time, ct))
        {
            var status = await monitor.AskAsync(path, ApiJson.Default.RequestStatus, ct);
            if (isReached(status.Request.State))
            {
                return status;
            }
        }

        throw new VerbFailure("the request is noted, but nothing is decided yet. See: alephzero-monitor status");
    }
}
