using System.Net.Http.Headers;

namespace AlephZeroMonitor.Host.Calls;

public class RefusalsTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 12, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("5", 5.0)]
    [InlineData("600", 600.0)]
    [InlineData("86400", 600.0)]
    [InlineData("0", null)]
    [InlineData("Wed, 12 Mar 2025 12:00:30 GMT", 30.0)]
    [InlineData("Wed, 12 Mar 2025 11:00:00 GMT", null)]
    public void Read_Header_IsAWaitOfAtMostTenMinutes(string header, double? seconds) =>
        Assert.Equal(seconds, Refusals.WaitOf(RetryConditionHeaderValue.Parse(header), Now)?.TotalSeconds);

    [Fact]
    public void Read_NoHeader_IsNoWait() => Assert.Null(Refusals.WaitOf(null, Now));
}
