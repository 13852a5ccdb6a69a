using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Projections.Notices;

public class TroubleLogTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<TroubleLog> _log = new();
    private readonly TroubleLog _troubleLog;

    public TroubleLogTests() => _troubleLog = new TroubleLog(_time, _log);

    [Fact]
    public void Write_NewKinds_AreEachWrittenOnce()
    {
        Write(TroubleKind.Panic, 1);
        Write(TroubleKind.Panic, 1);
        Write(TroubleKind.DiskFull, 3);
        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains("node: its log tells of Panic in 1 line,", _log.Lines[0].Text);
        Assert.Contains("node: its log tells of DiskFull in 3 lines,", _log.Lines[1].Text);
    }

    [Fact]
    public void Write_MoreOfAKind_IsWrittenAfterTenMinutes()
    {
        Write(TroubleKind.Error, 1);
        Write(TroubleKind.Error, 2);
        _time.Advance(TimeSpan.FromMinutes(10));
        Write(TroubleKind.Error, 2);
        Write(TroubleKind.Error, 3);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void Write_Warnings_AreNot()
    {
        Write(TroubleKind.Warning, 5);
        Assert.Empty(_log.Lines);
    }

    private void Write(TroubleKind kind, long count) => _troubleLog.Write("node", [new Trouble(kind, count, null, "line")]);
}
