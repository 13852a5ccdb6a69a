namespace AlephZeroMonitor.Host;

/// <summary>One attempt at a time, shared by all who come while it runs: however many wait, none waits longer than the attempt takes.</summary>
internal sealed class SharedAttempt<T>
{
    private readonly Lock _gate = new();
    private Task<T>? _running;

    /// <summary>Joins the attempt that runs, or begins one.</summary>
    /// <param name="begin">Begins it. It ends by itself: nobody's token ends it for the others.</param>
    /// <param name="ct">Ends the waiting alone.</param>
    public Task<T> RunAsync(Func<Task<T>> begin, CancellationToken ct)
    {
        lock (_gate)
        {
            _running = _running is { IsCompleted: false } running ? running : begin();
            return _running.WaitAsync(ct);
        }
    }
}
