namespace AlephZeroMonitor.Targets.Docker;

/// <summary>How far the reading of a busy log lags behind its newest line.</summary>
internal sealed class LogDelay(LogTails tails, TimeProvider time)
{
    /// <summary>A followed log whose last line is so much older than its newest one is read from its end.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>How old the last line is before it is worth comparing it with the newest.</summary>
    private static readonly TimeSpan SuspectDelay = TimeSpan.FromSeconds(10);

    /// <summary>Whether the log's newest line is much younger than the last one that was read.</summary>
    public async Task<bool> IsTooLongAsync(long lastStamp, CancellationToken ct)
    {
        var last = new LogTime(lastStamp);
        try
        {
            using var timeout = new CancellationTokenSource(Engine.AnswerTimeout, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
            return time.GetUtcNow() - last.At > SuspectDelay
                && await tails.NewestAsync(limit.Token) is { } newest
                && new LogTime(newest).Since(last) > LongestDelay;
        }
        catch (Exception e) when (e is EngineException or LogUnreadableException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
