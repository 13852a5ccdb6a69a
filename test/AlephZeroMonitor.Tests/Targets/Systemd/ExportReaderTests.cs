using System.Text;

namespace AlephZeroMonitor.Targets.Systemd;

public class ExportReaderTests
{
    private const string First = "__CURSOR=s=1;i=4a\n__REALTIME_TIMESTAMP=1795695004544855\n_BOOT_ID=f513\nMESSAGE=hello = world\n\n";
    private const string Second = "__CURSOR=s=1;i=4b\n__REALTIME_TIMESTAMP=1795695004681146\nJOB_TYPE=stop\nJOB_RESULT=done\n\n";

    /// <summary>A field with line ends in it, as the journal writes such: its name, its length in 8 bytes, and its bytes.</summary>
    private static readonly byte[] Binary = [.. "__CURSOR=c\n__REALTIME_TIMESTAMP=1\nMESSAGE\n"u8, 5, 0, 0, 0, 0, 0, 0, 0, .. "a\n\n=b\n\n"u8];

    private readonly List<(string Cursor, long At, string Message, string Job)> _records = [];
    private readonly ExportReader _reader;

    public ExportReaderTests() => _reader = new ExportReader(record =>
        _records.Add((record.Cursor, record.At, Encoding.UTF8.GetString(record.Message), record.JobType + record.JobResult)));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Append_InPiecesOfAnySize_GivesEachRecordOnce(int size)
    {
        foreach (var piece in Encoding.UTF8.GetBytes(First + Second).Concat(Binary).Chunk(size))
        {
            _reader.Append(piece);
        }

        Assert.Equal(
            [("s=1;i=4a", 1795695004544855, "hello = world", ""), ("s=1;i=4b", 1795695004681146, "", "stopdone"), ("c", 1, "a\n\n=b", "")], _records);
    }

    [Fact]
    public void Append_RecordThatDoesNotEnd_IsNotGiven()
    {
        _reader.Append(Encoding.UTF8.GetBytes(First[..^1]));
        Assert.Empty(_records);
        _reader.Append("\n"u8);
        Assert.Single(_records);
    }

    [Fact]
    public void Append_MoreThanAJournalHolds_IsNoSuchFormat()
    {
        Assert.Throws<InvalidDataException>(() => _reader.Append([.. "MESSAGE\n"u8, 0, 0, 0, 0, 1, 0, 0, 0]));
        Assert.Throws<InvalidDataException>(() => new ExportReader(_ => { }).Append(new byte[5 * 1024 * 1024]));
        Assert.Throws<InvalidDataException>(() => new ExportReader(_ => { }).Append("__REALTIME_TIMESTAMP=now\n"u8));
    }
}
