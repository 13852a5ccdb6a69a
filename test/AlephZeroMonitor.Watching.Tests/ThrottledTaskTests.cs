using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Watching;

public class ThrottledTaskTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Exception> _failures = [];
    private readonly ThrottledTask _task;
    private int _begun;

    public ThrottledTaskTests() => _task = new ThrottledTask(_time, _failures.Add);

    [Theory]
    [InlineData(59.9, 1)]
    [InlineData(60, 2)]
    public void TryBegin_Again_OnlyAfterAMinute(double seconds, int begun)
    {
        Assert.True(Begin());
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(begun == 2, Begin());
        Assert.Equal(begun, _begun);
    }

    [Fact]
    public void TryBegin_WhileItRuns_DoesNothing()
    {
        var work = new TaskCompletionSource();
        _task.TryBegin(() => work.Task);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(Begin());
        work.SetResult();
        Assert.True(Begin());
    }

    [Fact]
    public void TryBegin_WorkThrew_IsReportedAndBeginsAgainLater()
    {
        var bug = new InvalidOperationException();
        Assert.True(_task.TryBegin(() => Task.FromException(bug)));
        Assert.Equal([bug], _failures);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(Begin());
    }

    [Fact]
    public void TryBegin_WorkIsCancelled_IsNoFailure()
    {
        Assert.True(_task.TryBegin(() => Task.FromCanceled(new CancellationToken(true))));
        Assert.Empty(_failures);
    }

    private bool Begin() => _task.TryBegin(() =>
    {
        _begun++;
        return Task.CompletedTask;
    });
}
