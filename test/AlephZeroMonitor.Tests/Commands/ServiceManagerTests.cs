namespace AlephZeroMonitor.Commands;

public class ServiceManagerTests
{
    [Theory]
    [InlineData("120000000", 40)]
    [InlineData(null, 30)]
    [InlineData("0", 30)]
    [InlineData("soon", 30)]
    public void Interval_OfWatchdog_IsAThirdOfItsLimit(string? microseconds, double seconds) =>
        Assert.Equal(seconds, ServiceManager.Interval(microseconds).TotalSeconds);
}
