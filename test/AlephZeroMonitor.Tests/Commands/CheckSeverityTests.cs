using AlephZeroMonitor.Core;
using AlephZeroMonitor.Http;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Commands;

public class CheckSeverityTests
{
    [Theory]
    [InlineData(2, 3, 2, 1)]
    [InlineData(3, 3, 1, 0)]
    [InlineData(1, 0, 1, 0)]
    public void Worst_CriticalThenUnknownThenWarning(int expected, params int[] severities) => Assert.Equal(expected, CheckCommand.Worst(severities));

    [Theory]
    [InlineData(100u, 100u, 0)]
    [InlineData(100u, 80u, 0)]
    [InlineData(100u, 79u, 3)]
    [InlineData(100u, null, 3)]
    [InlineData(null, 100u, 3)]
    public void Severity_InStep_IsWellOnlyByAHeadThatTheNodeHasNotLeftBehind(uint? best, uint? head, int expected) =>
        Assert.Equal(expected, Severity(Reason.InStep, best, head));

    [Theory]
    [InlineData(Reason.LogUnreadable, 3)]
    [InlineData(Reason.HeadUnknown, 3)]
    [InlineData(Reason.HeadUntrusted, 3)]
    [InlineData(Reason.Unreachable, 3)]
    [InlineData(Reason.Producing, 1)]
    [InlineData(Reason.Missing, 2)]
    [InlineData(Reason.FarBehind, 2)]
    [InlineData(Reason.LeftStopped, 2)]
    public void Severity_OtherReasons_AreNeverWell(Reason reason, int expected) => Assert.Equal(expected, Severity(reason, 100, 100));

    private static int Severity(Reason reason, uint? best, uint? head)
    {
        var seen = Server.Behind(0);
        var decision = Watchdog.Decide(Core.Memory.NodeState.Initial, seen, new Policy()).Decision;
        return CheckCommand.Severity(new NodeReport
        {
            Name = "node",
            Seen = seen,
            Decision = decision with { Reason = reason, Best = best, Head = head },
            Policy = new Policy(),
            DecisionId = null,
            Took = TimeSpan.Zero,
            PublishedAt = 0,
        });
    }
}
