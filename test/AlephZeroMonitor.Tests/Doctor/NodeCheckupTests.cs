using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Doctor;

public class NodeCheckupTests
{
    [Theory]
    [InlineData(ContainerState.Stopped, "docker start a")]
    [InlineData(ContainerState.Paused, "docker unpause a")]
    [InlineData(ContainerState.Restarting, "docker logs --tail 20 a: why does it end?")]
    public void RestFinding_StateOfTheContainer_SaysWhatTheEngineTakes(ContainerState state, string mend) =>
        Assert.Equal(mend, NodeCheckup.RestFinding("a", state).Mend);
}
