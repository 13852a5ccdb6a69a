using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Watching.Fakes;

/// <summary>A clock that tests move, and that reports each wait as it begins: a loop that waits has done what was to be done before.</summary>
internal sealed class LoopTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The length of the next wait that begins, in seconds.</summary>
    public async Task<double> NextWaitAsync() => (await _waits.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
        .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).TotalSeconds;

    /// <summary>Time passes.</summary>
    public void AdvanceSeconds(double seconds) => Advance(TimeSpan.FromSeconds(seconds));
}
