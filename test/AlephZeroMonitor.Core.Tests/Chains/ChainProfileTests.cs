namespace AlephZeroMonitor.Core.Chains;

public class ChainProfileTests
{
    private static readonly DateTimeOffset Spring2025 = new(2025, 3, 12, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Aleph Zero", true)]
    [InlineData("Aleph Zero Testnet", true)]
    [InlineData("Aleph Zero Development", true)]
    [InlineData("Development", true)]
    [InlineData("aleph zero", false)]
    [InlineData("Polkadot", false)]
    public void IsKnown_Name_IsOneOfAlephZero(string name, bool isKnown) => Assert.Equal(isKnown, ChainProfile.IsKnown(name));

    [Theory]
    [InlineData("Aleph Zero")]
    [InlineData("Aleph Zero Testnet")]
    [InlineData("Development")]
    [InlineData(null)]
    public void HighestAt_AnyChain_AllowsABlockForEachSecondAndLittleMore(string? name) =>
        Assert.InRange(ChainProfile.HighestAt(name, Spring2025)!.Value, 108_000_000u, 136_000_000u);

    [Fact]
    public void HighestAt_ClockOfATimeBeforeTheChain_SaysNothing() => Assert.Null(ChainProfile.HighestAt("Aleph Zero", DateTimeOffset.UnixEpoch));

    [Fact]
    public void HighestAt_ClockOfAFarFuture_IsTheHighestNumber() => Assert.Equal(uint.MaxValue, ChainProfile.HighestAt(null, DateTimeOffset.MaxValue - TimeSpan.FromDays(365)));
}
