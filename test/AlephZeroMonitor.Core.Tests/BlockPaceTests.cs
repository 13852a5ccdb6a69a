namespace AlephZeroMonitor.Core;

public class BlockPaceTests
{
    [Theory]
    [InlineData(9.9, null)]
    [InlineData(10, 2.0)]
    [InlineData(59, 2.0)]
    [InlineData(600, 2.0)]
    public void BlocksPerSecond_SteadyPace_IsMeasuredFromTenSecondsOn(double seconds, double? pace) =>
        Assert.Equal(pace, Watch((0, 1000), (seconds, (uint)(1000 + (2 * seconds)))).BlocksPerSecond);

    [Fact]
    public void BlocksPerSecond_PaceThatChanged_IsTheNewOneOnceTheAnchorsMoved()
    {
        var pace = Watch((0, 0), (30, 3000), (60, 6000), (90, 6000), (120, 6000), (150, 6000));
        Assert.Equal(0, pace.BlocksPerSecond);
        Assert.Equal(50, Watch((0, 0), (30, 3000), (60, 6000), (90, 6000), (119, 5950)).BlocksPerSecond);
    }

    [Fact]
    public void Next_NumberNotKnown_ChangesNothing()
    {
        var pace = Watch((0, 0), (30, 30));
        Assert.Equal(pace, pace.Next(null, TimeSpan.FromSeconds(100_060)));
        Assert.Null(default(BlockPace).Next(null, TimeSpan.Zero).BlocksPerSecond);
    }

    private static BlockPace Watch(params (double Second, uint Number)[] seen) =>
        seen.Aggregate(default(BlockPace), (pace, next) => pace.Next(next.Number, TimeSpan.FromSeconds(100_000 + next.Second)));
}
