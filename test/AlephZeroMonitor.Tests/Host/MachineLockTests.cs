namespace AlephZeroMonitor.Host;

public class MachineLockTests
{
    [Fact]
    public void Holds_NodeOfAnotherProcess_OnlyAfterThatReleasedIt()
    {
        var instance = Guid.NewGuid().ToString();
        using var one = new MachineLock();
        using var other = new MachineLock();
        Assert.True(one.Holds("node", instance));
        Assert.False(other.Holds("node", instance));
        one.Release("node");
        Assert.True(other.Holds("node", instance));
        Assert.False(one.Holds("node", instance));
    }
}
