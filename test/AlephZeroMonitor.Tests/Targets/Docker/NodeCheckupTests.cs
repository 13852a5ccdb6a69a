using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Docker;

public class NodeCheckupTests
{
    [Theory]
    [InlineData(RunState.Stopped, "docker start a")]
    [InlineData(RunState.Paused, "docker unpause a")]
    [InlineData(RunState.Restarting, "docker logs --tail 20 a: why does it end?")]
    public void RestFinding_StateOfTheContainer_SaysWhatTheEngineTakes(RunState state, string mend) =>
        Assert.Equal(mend, NodeCheckup.RestFinding("a", state, null).Mend);

    [Theory]
    [InlineData("local", false)]
    [InlineData("gelf", true)]
    public void LogFinding_DriverThatSendsLinesElsewhere_IsAWarning(string driver, bool isWarning) =>
        Assert.Equal(isWarning, FindingLevel.Warning == NodeCheckup.LogFinding("a", new ContainerView(RunState.Running) { LogDriver = driver }, new() { At = default, Elapsed = default, RunState = RunState.Running }).Level);
}
