namespace AlephZeroMonitor.Watching;

/// <summary>Work beside the checks, which do not wait for it: one at a time, and at most once a minute. Not safe for several threads.</summary>
internal sealed class ThrottledTask(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    private Task _running = Task.CompletedTask;
    private long? _begunAt;

    /// <summary>Begins the work, unless it is too early for that.</summary>
    /// <param name="work">The work; it must not throw but for a bug.</param>
    /// <returns>Whether it was begun.</returns>
    public bool TryBegin(Func<Task> work)
    {
        if (!_running.IsCompleted || (_begunAt is { } at && time.GetElapsedTime(at) < Interval))
        {
            return false;
        }

        _begunAt = time.GetTimestamp();
        _running = work();
        return true;
    }
}
