using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Systemd;

public class UnitCheckupTests
{
    [Theory]
    [InlineData(RunState.Unreachable, "no bus", "systemctl status dbus")]
    [InlineData(RunState.Missing, "there is no unit of this name", "systemctl list-units")]
    [InlineData(RunState.Stopped, "the unit is Stopped", "systemctl start a.service")]
    [InlineData(RunState.Running, "its log shows no block", "journalctl -u a.service")]
    public void Find_WhatIsWrong_IsNamedWithTheRemedy(RunState state, string text, string mend)
    {
        var finding = Find(new Observation { At = default, Elapsed = default, RunState = state, UnreachableSaid = "no bus" });
        Assert.NotEqual(FindingLevel.Ok, finding.Level);
        Assert.Contains(text, finding.Text);
        Assert.StartsWith(mend, finding.Mend);
    }

    [Fact]
    public void Find_LogThatCannotBeRead_SaysWhy()
    {
        var problem = new LogProblem(LogProblemKind.Failed, "add it to the group");
        var finding = Find(new Observation { At = default, Elapsed = default, RunState = RunState.Running, LogProblem = problem });
        Assert.Equal((FindingLevel.Error, true), (finding.Level, finding.Text.Contains("add it to the group", StringComparison.Ordinal)));
    }

    [Fact]
    public void Find_Well_IsOk()
    {
        var seen = new Observation { At = default, Elapsed = default, RunState = RunState.Running, Facts = new NodeFacts { Best = 7, Lines = 3 } };
        Assert.Equal((FindingLevel.Ok, "its log can be read: 3 lines; best block 7"), (Find(seen).Level, Find(seen).Text));
    }

    private static Finding Find(Observation seen) => UnitCheckup.Find("systemd:a.service", seen);
}
