namespace AlephZeroMonitor.Targets.Docker;

public class SignalTests
{
    [Theory]
    [InlineData("15", 15)]
    [InlineData("SIGTERM", 15)]
    [InlineData("term", 15)]
    [InlineData("SIGHUP", 1)]
    [InlineData("SIGUSR1", 10)]
    [InlineData("SIGSYS", 31)]
    [InlineData("SIGRTMIN", 34)]
    [InlineData("SIGRTMIN+3", 37)]
    [InlineData("RTMAX-1", 63)]
    [InlineData("64", 64)]
    [InlineData("0", null)]
    [InlineData("65", null)]
    [InlineData("-1", null)]
    [InlineData("SIGRTMIN+31", null)]
    [InlineData("SIGRTMIN+x", null)]
    [InlineData("SIGNAL", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Number_NameOrNumber_IsTheSignal(string? text, int? number) => Assert.Equal(number, Signal.Number(text));
}
