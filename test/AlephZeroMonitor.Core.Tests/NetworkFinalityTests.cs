namespace AlephZeroMonitor.Core;

public class NetworkFinalityTests
{
    [Theory]
    [InlineData(new uint[] { 7 }, 7)]
    [InlineData(new uint[] { 7, 9 }, 9)]
    [InlineData(new uint[] { 7, 10_009, 8 }, 8)]
    [InlineData(new uint[] { 1, 9, 8, 7 }, 8)]
    public void Next_SeveralEndpoints_TakesWhatHalfOfThemReached(uint[] told, uint finalized) => Assert.Equal(finalized, Next(null, told, 0).Finalized);

    [Fact]
    public void Next_SameBlock_KeepsSinceWhen() => Assert.Equal(new NetworkFinality(7, TimeSpan.FromSeconds(60), TimeSpan.Zero), Next(Next(null, [7], 0), [7], 60));

    [Fact]
    public void Next_AnotherBlock_BeginsAnew() => Assert.Equal(TimeSpan.FromSeconds(60), Next(Next(null, [7], 0), [8], 60).Since);

    [Theory]
    [InlineData(7u, 0, true)]
    [InlineData(8u, 0, true)]
    [InlineData(6u, 0, false)]
    [InlineData(6u, 119, false)]
    [InlineData(6u, 120, true)]
    public void IsStalled_NotPastTheNode_OrNotMovedForLong(uint nodeFinalized, int secondsBetween, bool isStalled) =>
        Assert.Equal(isStalled, Next(Next(null, [7], 1000), [7], 1000 + secondsBetween).IsStalled(nodeFinalized));

    private static NetworkFinality Next(NetworkFinality? last, uint[] told, int second) => NetworkFinality.Next(last, told, TimeSpan.FromSeconds(second));
}
