using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Targets.Docker;

public class NodeCheckupTests
{
    [Theory]
    [InlineData(RunState.Stopped, "docker start a")]
    [InlineData(RunState.Paused, "docker unpause a")]
    [InlineData(RunState.Restarting, "docker logs --tail 20 a: why does it end?")]
    public void RestFinding_StateOfTheContainer_SaysWhatTheEngineTakes(RunState state, string mend) =>
        Assert.Equal(mend, NodeCheckup.RestFinding("a", state, null).Mend);
}
