namespace AlephZeroMonitor.Host;

public class HostNameTests
{
    [Theory]
    [InlineData("6d3d4eb34171", "server-1", "server-1")] // A container's id.
    [InlineData("6d3d4eb34171", "", "6d3d4eb34171")] // A proxy refuses /info, or Docker does not say.
    [InlineData("my-own-name", "server-1", "my-own-name")]
    public void Learn_NameOfDockersMachine_IsTakenWhereThereIsNoOther(string own, string docker, string name)
    {
        var host = new HostName(own);
        host.Learn(docker);
        Assert.Equal(name, host.Value);
    }
}
