namespace AlephZeroMonitor.Targets.Docker;

/// <summary>An attempt to read a log up to its end: who waits for it, and how long that is worth it. Not for several threads at a time.</summary>
internal sealed class LogAttempt(TimeProvider time)
{
    private static readonly TimeSpan ShortestPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(45);

    private TaskCompletionSource _completion = New();
    private long _beganAt = time.GetTimestamp();
    private TimeSpan _slowest;

    /// <summary>Completes when the present attempt has succeeded or failed.</summary>
    public Task Completion => _completion.Task;

    /// <summary>How long it is worth waiting for <see cref="Completion"/>, by how long attempts took so far.</summary>
    public TimeSpan Limit => TimeSpan.FromTicks(Math.Clamp(3 * _slowest.Ticks, ShortestPatience.Ticks, LongestPatience.Ticks));

    /// <summary>The attempt has ended, whichever way.</summary>
    public void Complete() => _completion.TrySetResult();

    /// <summary>The end was reached: the time that it took counts.</summary>
    public void Succeed()
    {
        var took = time.GetElapsedTime(_beganAt);
        _slowest = took > _slowest ? took : _slowest;
        Complete();
    }

    /// <summary>Whoever waits from now on waits for the next attempt.</summary>
    public void Renew()
    {
        if (Completion.IsCompleted)
        {
            (_completion, _beganAt) = (New(), time.GetTimestamp());
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
