using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Host;

public class LastingTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<LastingTests> _log = new();

    [Fact]
    public async Task RunAsync_Bug_IsLoggedAndTheLoopBeginsAgain()
    {
        var runs = 0;
        var running = Lasting.RunAsync("it", _ => ++runs == 1 ? throw new InvalidOperationException() : Task.CompletedTask, _time, _log, TestContext.Current.CancellationToken);
        Assert.Equal((1, LogLevel.Error), (runs, Assert.Single(_log.Lines).Level));
        _time.Advance(TimeSpan.FromSeconds(10));
        await running;
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task RunAsync_IsEnded_IsNoBug()
    {
        using var stop = new CancellationTokenSource();
        var running = Lasting.RunAsync("it", ct => Task.Delay(Timeout.Infinite, ct), _time, _log, stop.Token);
        await stop.CancelAsync();
        await running;
        Assert.Empty(_log.Lines);
    }
}
