namespace AlephZeroMonitor.Host;

public class BackoffTests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    [Fact]
    public void Next_WithoutJitter_DoublesToTheLongest()
    {
        var backoff = new Backoff(First, Longest);
        Assert.Equal([1.0, 2.0, 4.0, 5.0, 5.0], Enumerable.Range(0, 5).Select(_ => backoff.Next().TotalSeconds));
    }

    [Fact]
    public void Next_AfterReset_IsTheFirst()
    {
        var backoff = new Backoff(First, Longest);
        _ = (backoff.Next(), backoff.Next());
        backoff.Reset();
        Assert.Equal(First, backoff.Next());
    }

    [Fact]
    public void Next_WithJitter_IsShortenedByItsShareAtMost()
    {
        var backoff = new Backoff(First, First, 0.5, new Random(1));
        var waits = Enumerable.Range(0, 100).Select(_ => backoff.Next().TotalSeconds).ToArray();
        Assert.All(waits, wait => Assert.InRange(wait, 0.5, 1));
        Assert.True(waits.Distinct().Count() > 50);
    }
}
