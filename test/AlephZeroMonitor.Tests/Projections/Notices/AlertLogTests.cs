using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

public class AlertLogTests
{
    private static readonly Decision Well = new() { At = default, Reason = Reason.InStep, RunState = RunState.Running, Best = 9, Finalized = 5 };

    [Fact]
    public void Write_BeginsAndEnds_IsWrittenOnceEach()
    {
        var log = new ListLogger<AlertLog>();
        var alertLog = new AlertLog(log);
        var stalled = Well with { Alerts = Alerts.FinalityStalled };
        foreach (var decision in new[] { Well, stalled, stalled, Well with { RunState = RunState.Unreachable }, stalled, Well, Well })
        {
            alertLog.Write("node", decision);
        }

        Assert.Equal(
            [
                (LogLevel.Warning, "node: FinalityStalled: finalized block 5 has stood still while best moved, now 9; a restart is not what mends that"),
                (LogLevel.Information, "node: FinalityStalled is over, finalized block 5"),
            ],
            log.Lines);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_PeopleAreCalled_IsLeftToTheDecisionsButForOneThatStoodBefore(bool stoodBefore)
    {
        var log = new ListLogger<AlertLog>();
        var alertLog = new AlertLog(log);
        var stands = Well with { Alerts = Alerts.RestartsDidNotHelp, RestartsInARow = 4 };
        foreach (var decision in new[] { stands with { Escalates = !stoodBefore }, stands, Well })
        {
            alertLog.Write("node", decision);
        }

        Assert.Equal(stoodBefore ? ["node: RestartsDidNotHelp: 4 restarts in a row did not help; a restart is not what mends that"] : [], log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Write_NetworksFinalityStalls_SaysSoOfBoth()
    {
        var log = new ListLogger<AlertLog>();
        new AlertLog(log).Write("node", Well with { Alerts = Alerts.NetworkFinalityStalled });
        Assert.Equal(
            "node: NetworkFinalityStalled: finalized block 5 has stood still while best moved, now 9, and the network's finality stands still, too; a restart is not what mends that",
            Assert.Single(log.Lines).Text);
    }
}
