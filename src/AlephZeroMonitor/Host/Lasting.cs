namespace AlephZeroMonitor.Host;

/// <summary>A loop beside the watch that a bug does not end.</summary>
internal static partial class Lasting
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>Runs a loop until it is done or <paramref name="ct"/> ends it. After a bug, which is logged, it begins again.</summary>
    /// <param name="name">The loop, for people.</param>
    /// <param name="loop">Runs it.</param>
    public static async Task RunAsync(string name, Func<CancellationToken, Task> loop, TimeProvider time, ILogger log, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await loop(ct);
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) // A bug must not end what the loop does for as long as the program runs.
            {
                log.LoopFailed(e, name);
                await Task.Delay(Pause, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(EventId = 301, Level = LogLevel.Error, Message = "A bug of the monitor ended the loop for {Loop}. It begins again in ten seconds.")]
    private static partial void LoopFailed(this ILogger log, Exception bug, string loop);
}
