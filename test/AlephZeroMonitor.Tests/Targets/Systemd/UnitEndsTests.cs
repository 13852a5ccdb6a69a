using AlephZeroMonitor.Core;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Targets.Systemd;

public class UnitEndsTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 12, 12, 0, 0, TimeSpan.Zero);
    private static readonly NodeLife Before = new("before", Now.AddDays(-1));
    private static readonly NodeLife Later = new("later", Now.AddDays(1));

    private readonly UnitEnds _ends = new("node.service", new FakeTimeProvider(Now));

    /// <summary>The journal is not asked: where it were, the cause would not be <see cref="StopCause.Other"/>.</summary>
    [Theory]
    [InlineData(Remedy.Restart)]
    [InlineData(Remedy.Start)]
    public async Task CauseAsync_LaterLifeThatEndsLongAfterOurAction_IsNotOurDoing(Remedy remedy)
    {
        var view = new UnitView(RunState.Stopped) { LastLife = Later, End = new LifeEnd(Now.AddDays(21), 1, IsOutOfMemory: false, IsOurs: false) };
        var last = new LastAction(remedy, Before, Now, Now.AddSeconds(5));
        Assert.Equal(StopCause.Other, await _ends.CauseAsync(view, Later, last, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void LongestFor_TimesWithoutALimit_IsAnHour() => Assert.Equal(
        TimeSpan.FromHours(1), UnitActuator.LongestFor(new UnitView(RunState.Running) { StartTimeout = TimeSpan.FromDays(7), StopTimeout = TimeSpan.FromDays(7) }));
}
