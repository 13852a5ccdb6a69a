namespace AlephZeroMonitor.Targets.Docker;

public class EngineClockTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 12, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2025-03-12T12:00:00.123456789Z", null)]
    [InlineData("2025-03-12T13:00:05+01:00", null)]
    [InlineData("2025-03-12T11:40:00Z", "Docker's clock is 1200 s behind this one")]
    [InlineData("2025-03-12T12:00:06.2Z", "Docker's clock is 6 s ahead of this one")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Difference_EnginesTime_IsToldAboveFiveSeconds(string? engineTime, string? difference) => Assert.Equal(difference, EngineClock.Difference(engineTime, Now));
}
