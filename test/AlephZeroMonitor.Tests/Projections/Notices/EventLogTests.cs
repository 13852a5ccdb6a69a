using AlephZeroMonitor.History;
using AlephZeroMonitor.Targets.Docker;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Projections.Notices;

public class EventLogTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<EventLog> _log = new();
    private readonly EventLog _eventLog;

    public EventLogTests() => _eventLog = new EventLog(_time, _log);

    [Fact]
    public void Write_StartDuringOurAction_IsOurs()
    {
        _eventLog.ActionBegins("node");
        Write("start");
        _eventLog.ActionEnds("node");
        _time.Advance(TimeSpan.FromSeconds(1));
        Write("start");
        Assert.All(_log.Lines, line => Assert.Contains("was started by this monitor", line.Text));
    }

    [Fact]
    public void Write_StartWithoutOurAction_IsSomebodyElses()
    {
        Write("start");
        _eventLog.ActionBegins("node");
        _eventLog.ActionEnds("node");
        _time.Advance(TimeSpan.FromSeconds(3));
        Write("start");
        Assert.All(_log.Lines, line => Assert.Contains("was started by somebody else", line.Text));
    }

    [Fact]
    public void Write_DeathAfterRunningOutOfMemory_NamesTheCause()
    {
        Write("oom");
        Write("die", exitCode: "137");
        Write("die", exitCode: "1");
        Assert.EndsWith("at 12:00:00Z its container ended with exit code 137, killed by the kernel for memory", _log.Lines[1].Text);
        Assert.EndsWith("ended with exit code 1", _log.Lines[2].Text);
    }

    [Theory]
    [InlineData(29, null, "137", true)]
    [InlineData(31, null, "137", false)]
    [InlineData(1, null, "0", false)]
    [InlineData(1, "kill", "137", false)]
    [InlineData(1, "exec_create", "137", true)]
    public void Write_DeathAfterSomeProcessRanOutOfMemory_IsByMemoryOnlyWhenItLooksSo(int seconds, string? between, string exitCode, bool isOutOfMemory)
    {
        Write("oom");
        if (between is not null)
        {
            Write(between);
        }

        Assert.Equal(isOutOfMemory, Write("die", exitCode, seconds)!.IsOutOfMemory);
    }

    [Fact]
    public void Write_OtherEvents_AreDebug()
    {
        Write("create");
        Assert.Equal(LogLevel.Debug, Assert.Single(_log.Lines).Level);
    }

    private LifeEnd? Write(string action, string? exitCode = null, int seconds = 0) =>
        _eventLog.Write("node", new ContainerEvent("id", "node", action, new DateTimeOffset(2025, 3, 12, 12, 0, 0, TimeSpan.Zero).AddSeconds(seconds), ExitCode: exitCode));
}
