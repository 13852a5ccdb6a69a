using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

public class RestartStreakTests
{
    [Theory]
    [InlineData(1, 300)]
    [InlineData(2, 600)]
    [InlineData(4, 2400)]
    [InlineData(5, 3600)]
    [InlineData(1_000_000, 3600)]
    public void Wait_AfterRestartsInARow_DoublesUpToTheMost(int count, int seconds) =>
        Assert.Equal(seconds, new RestartStreak { Count = count }.Wait(new Policy()).TotalSeconds);

    [Theory]
    [InlineData(31, 3600)]
    [InlineData(int.MaxValue, 3600)]
    [InlineData(31, 60)]
    public void Wait_LongCooldownAndMany_IsTheMost(int count, int most) => Assert.Equal(
        Math.Max(900, most), new RestartStreak { Count = count }.Wait(new Policy { RestartCooldown = TimeSpan.FromSeconds(900), RestartBackoffMax = TimeSpan.FromSeconds(most) }).TotalSeconds);

    [Fact]
    public void Wait_NoCooldown_IsNone() => Assert.Equal(0, new RestartStreak { Count = 5 }.Wait(new Policy { RestartCooldown = TimeSpan.Zero, RestartBackoffMax = TimeSpan.Zero }).TotalSeconds);

    [Fact]
    public void Wait_CooldownLongerThanTheMost_IsTheCooldown() =>
        Assert.Equal(7200, new RestartStreak { Count = 3 }.Wait(new Policy { RestartCooldown = TimeSpan.FromHours(2) }).TotalSeconds);

    [Theory]
    [InlineData("boot", 160, 5000)]
    [InlineData("another boot", 60, 160)]
    public void Carry_IntoAnotherRun_KeepsTheAgeOfTheLastRestart(string boot, double elapsed, double wallSeconds)
    {
        var saved = new ClockReading(Now, TimeSpan.FromSeconds(100), "boot");
        var now = new ClockReading(Now.AddSeconds(wallSeconds), TimeSpan.FromSeconds(elapsed), boot);
        var carried = new RestartStreak { Count = 2, LastAt = TimeSpan.FromSeconds(40), IsEscalated = true }.Carry(saved, now);
        Assert.Equal(boot == "boot" ? 120 : 220, (now.Elapsed - carried.LastAt)!.Value.TotalSeconds);
        Assert.Equal((2, true), (carried.Count, carried.IsEscalated));
    }

    [Fact]
    public void Carry_ClockSetBackOverABoot_NeverShortensTheWait()
    {
        var saved = new ClockReading(Now, TimeSpan.FromSeconds(100), "boot");
        var carried = new RestartStreak { Count = 1, LastAt = TimeSpan.FromSeconds(40) }.Carry(saved, new ClockReading(Now.AddYears(-5), TimeSpan.FromSeconds(10), "another boot"));
        Assert.Equal(-50, carried.LastAt!.Value.TotalSeconds);
    }
}
