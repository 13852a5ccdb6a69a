namespace AlephZeroMonitor.Host;

public class SharedAttemptTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly SharedAttempt<int> _attempt = new();
    private readonly List<TaskCompletionSource<int>> _begun = [];

    [Fact]
    public async Task RunAsync_SeveralWait_ShareOneAttemptAndItsFailure()
    {
        var waiting = Enumerable.Range(0, 12).Select(_ => _attempt.RunAsync(BeginAsync, Ct)).ToArray();
        _begun[0].SetException(new TimeoutException());
        foreach (var each in waiting)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => each);
        }

        Assert.Single(_begun);
        var next = _attempt.RunAsync(BeginAsync, Ct);
        _begun[1].SetResult(7);
        Assert.Equal(7, await next);
    }

    [Fact]
    public async Task RunAsync_OneGivesUp_TheOthersWaitOn()
    {
        using var stop = new CancellationTokenSource();
        var (one, other) = (_attempt.RunAsync(BeginAsync, stop.Token), _attempt.RunAsync(BeginAsync, Ct));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        _begun[0].SetResult(7);
        Assert.Equal(7, await other);
    }

    private Task<int> BeginAsync()
    {
        _begun.Add(new TaskCompletionSource<int>());
        return _begun[^1].Task;
    }
}
