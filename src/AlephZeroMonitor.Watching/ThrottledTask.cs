namespace AlephZeroMonitor.Watching;

/// <summary>Work beside the checks, which do not wait for it: one at a time, and at most once a minute. Not safe for several threads.</summary>
/// <param name="failed">Takes what the work throws: nobody awaits it.</param>
internal sealed class ThrottledTask(TimeProvider time, Action<Exception> failed)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    private Task _running = Task.CompletedTask;
    private long? _begunAt;

    /// <summary>Begins the work, unless it is too early for that.</summary>
    /// <returns>Whether it was begun.</returns>
    public bool TryBegin(Func<Task> work)
    {
        if (!_running.IsCompleted || (_begunAt is { } at && time.GetElapsedTime(at) < Interval))
        {
            return false;
        }

        _begunAt = time.GetTimestamp();
        _running = RunAsync(work);
        return true;
    }

    /// <summary>Ends with the work that was begun; whoever began it cancels it before.</summary>
    public Task EndAsync() => _running;

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // The monitor ends.
        }
        catch (Exception e) // The checks go on without it.
        {
            failed(e);
        }
    }
}
