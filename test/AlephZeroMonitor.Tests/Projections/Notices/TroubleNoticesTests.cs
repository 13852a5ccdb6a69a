using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Projections.Notices;

public class TroubleNoticesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<TroubleNotices> _log = new();
    private readonly TroubleNotices _notices;

    public TroubleNoticesTests() => _notices = new TroubleNotices(new Written(), _time, _log);

    [Fact]
    public void Checked_NewKinds_AreEachWrittenOnce()
    {
        Check(TroubleKind.Panic, 1);
        Check(TroubleKind.Panic, 1);
        Check(TroubleKind.DiskFull, 3);
        Assert.Equal(["node: Panic in its log: line", "node: DiskFull in its log (3 lines): line"], _log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Checked_MoreOfAKind_IsWrittenAfterTenMinutes()
    {
        Check(TroubleKind.Error, 1);
        Check(TroubleKind.Error, 2);
        _time.Advance(TimeSpan.FromMinutes(10));
        Check(TroubleKind.Error, 2);
        Check(TroubleKind.Error, 3);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void Checked_TheSameInTheNextLife_IsWritten()
    {
        Check(TroubleKind.DatabaseCorrupt, 1, Before(minutes: 2));
        _time.Advance(TimeSpan.FromMinutes(10));
        Check(TroubleKind.DatabaseCorrupt, 1, Before(minutes: 1));
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void Checked_Warnings_AreNotWritten()
    {
        Check(TroubleKind.Warning, 5);
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(10, 0)] // No news when the monitor is started.
    [InlineData(1441, 0)] // Of an earlier life.
    public void Checked_OldLine_IsNotWritten(int minutes, int lines)
    {
        Check(TroubleKind.Panic, 1, Before(minutes));
        Assert.Equal(lines, _log.Lines.Count);
    }

    [Fact]
    public void Checked_LineThatAnAlertQuotes_IsLeftToTheAlert()
    {
        var seen = Reports.Behind(0, new NodeFacts { Troubles = [new Trouble(TroubleKind.Panic, 1, Before(minutes: 1), "line")] });
        _notices.Checked(Reports.Of(seen));
        Assert.Empty(_log.Lines);
    }

    private static LogTime Before(int minutes) => new(Reports.Now.AddMinutes(-minutes).ToUnixTimeMilliseconds() * 1_000_000);

    private void Check(TroubleKind kind, long count, LogTime? at = null) =>
        _notices.Checked(Reports.Of(
            new Decision { At = Reports.Now, Reason = Reason.InStep, RunState = RunState.Running },
            Reports.Behind(0, new NodeFacts { Troubles = [new Trouble(kind, count, at, "line")] })));
}
