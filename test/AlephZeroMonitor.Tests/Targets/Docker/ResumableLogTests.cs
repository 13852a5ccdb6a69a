using System.Text;
using AlephZeroMonitor.Core.Logs;
using CsCheck;

namespace AlephZeroMonitor.Targets.Docker;

public class ResumableLogTests
{
    private static readonly string[] Messages =
    [
        "✨ Imported #7 (0x366e…3605)", "✨ Imported #8 (0x4ddb…8917)", "Running session 8.", "No longer in major sync state.", "entry script", "",
        "🎁 Prepared block for proposing at 7 (5 ms) [hash: 0x1f]", "♻️  Reorg on #8,0x366e…3605 to #9,0x4ddb…8917, common ancestor #7,0x1f5c…4cf8",
    ];

    /// <summary>Records as the engine keeps them: stamps that are equal, advance, or are set back; lines of two sources; long lines in two pieces.</summary>
    private static readonly Gen<Record[]> Logs = Gen.Select(Gen.Int[0, 9], Gen.Int[0, Messages.Length - 1], Gen.Bool, Gen.Int[0, 9]).Array[1, 120].Select(Records);

    [Fact]
    public void Append_CutsAnywhere_GiveTheSameFacts() => Gen.Select(Logs, Gen.Int[0, 10_000_000].Array[0, 8], Gen.Int[0, 100], Gen.Int[1, 40]).Sample(
        (records, cuts, growth, smallest) =>
        {
            var log = new ResumableLog();
            foreach (var cut in cuts.Select(cut => cut % (Length(records) + 1)).Order())
            {
                Read(log, records, cut, growth, smallest);
            }

            Read(log, records, Length(records), growth, smallest);
            return Same(log.Facts, Whole(records));
        },
        iter: 500);

    [Fact]
    public void Append_AllLinesAndStampsEqual_GiveTheSameFacts() => Gen.Select(Gen.Int[1, 100], Gen.Int[0, 100], Gen.Int[1, 20]).Sample(
        (count, cut, smallest) =>
        {
            var records = Enumerable.Repeat(new Record(Line(1, Messages[0]), LogSource.Error), count).ToArray();
            var log = new ResumableLog();
            Read(log, records, Length(records) * cut / 100, 50, smallest);
            Read(log, records, Length(records), 50, smallest);
            return Same(log.Facts, Whole(records));
        });

    [Fact]
    public void Append_AllStampsEqual_CountsEachLine() => Gen.Select(Gen.Int[1, 100], Gen.Int[0, 100], Gen.Int[1, 20]).Sample(
        (count, cut, smallest) =>
        {
            var records = Enumerable.Range(0, count).Select(i => new Record(Line(1, $"line {i}"), LogSource.Error)).ToArray();
            var log = new ResumableLog();
            Read(log, records, Length(records) * cut / 100, 50, smallest);
            Read(log, records, Length(records), 50, smallest);
            return log.Facts.Lines == count;
        });

    [Fact]
    public void Append_LinesThatTheEngineRepeats_CountOnce() => Gen.Select(Gen.Int[1, 900], Gen.Int[1, 900]).Sample(
        (count, repeated) =>
        {
            var lines = Enumerable.Range(0, count).Select(i => Line(i, Messages[0])).ToArray();
            var log = new ResumableLog();
            log.BeginStream(isWhole: true);
            foreach (var line in lines.Concat(lines.TakeLast(repeated)).Append(Line(count, Messages[1])))
            {
                log.Append(line, LogSource.Error);
            }

            return (log.Facts.Lines, log.Facts.Best) == (count + 1, 8u);
        });

    [Fact]
    public void Append_EqualLinesAtDifferentTimesOfASetBackClock_AllCount()
    {
        var log = new ResumableLog();
        log.BeginStream(isWhole: true);
        foreach (var time in new[] { 5, 6, 1, 2, 3, 4 })
        {
            log.Append(Line(time, Messages[0]), LogSource.Error);
        }

        Assert.Equal(6, log.Facts.Lines);
    }

    [Fact]
    public void IsPositionFound_LinesRotatedAway_IsFalse()
    {
        var log = new ResumableLog();
        log.BeginStream(isWhole: false);
        log.Append(Line(1, Messages[0]), LogSource.Error);
        log.BeginStream(isWhole: false);
        log.Append(Line(2, Messages[0]), LogSource.Error);
        log.Append(Line(3, Messages[0]), LogSource.Error);
        Assert.False(log.IsPositionFound);
        Assert.Equal((1, 2), (log.Facts.Lines, log.LinesPassedOver));
    }

    [Fact]
    public void Append_FirstStreamBegunInALongLine_IsResumed()
    {
        byte[] end = [.. Stamp(1), .. new string('x', 100).Select(c => (byte)c), (byte)'\n'];
        byte[] whole = [.. Stamp(1), .. new string('x', 16_384).Select(c => (byte)c), .. end];
        var log = new ResumableLog();
        log.BeginStream(isWhole: false);
        log.Append(end, LogSource.Error);
        log.Append(Line(2, Messages[0]), LogSource.Error);
        log.BeginStream(isWhole: false);
        log.Append(whole, LogSource.Error);
        log.Append(Line(2, Messages[0]), LogSource.Error);
        log.Append(Line(3, Messages[1]), LogSource.Error);
        Assert.Equal((3, 8u), (log.Facts.Lines, log.Facts.Best));
    }

    [Fact]
    public void Append_LineThatTheOtherSourceInterrupts_IsNotTakenWithoutItsBeginning()
    {
        byte[] first = [.. Stamp(1), .. Encoding.UTF8.GetBytes("2025-03-12 08:20:11 🎁 Prepared block for proposing at 7 (5 ms) [hash: 0x1f".PadRight(16_384))];
        byte[] second = [.. Stamp(1), (byte)'\n'];
        var log = new ResumableLog();
        log.BeginStream(isWhole: true);
        log.Append(Line(0, Messages[0]), LogSource.Error);
        log.Append(first, LogSource.Output);
        log.Append(Line(2, Messages[0]), LogSource.Error);
        log.BeginStream(isWhole: true);
        log.Append(Line(0, Messages[0]), LogSource.Error);
        log.Append(Line(2, Messages[0]), LogSource.Error);
        Assert.False(log.IsPositionFound);
        log.BeginStream(isWhole: true);
        log.Append(Line(0, Messages[0]), LogSource.Error);
        log.Append(first, LogSource.Output);
        log.Append(Line(2, Messages[0]), LogSource.Error);
        log.Append(second, LogSource.Output);
        Assert.Equal((3, 1), (log.Facts.Lines, log.Facts.PreparedInSession));
    }

    [Fact]
    public void Counted_NextLifesLog_CountsWhatIsBehindTheLastLife()
    {
        var first = new ResumableLog();
        Read(first, Error(1), Error(2), Error(2));
        Assert.Equal((3, 3, 3, 0), Counts(first.Counted));
        var second = new ResumableLog(null, first.Counted);
        Read(second, Error(1), Error(2), Error(2));
        Assert.Equal((3, 3, 3, 0), Counts(second.Counted));
        Read(second, Error(3), Error(1), Line(4, Messages[7]));
        Assert.Equal((6, 5, 5, 1), Counts(second.Counted));
        Assert.Equal(6, second.Facts.Lines);
        var third = new ResumableLog(null, second.Counted);
        Read(third, Error(2), Error(3), Line(4, Messages[7]), Error(5));
        Assert.Equal((7, 6, 6, 1), Counts(third.Counted));
    }

    [Fact]
    public void Counted_DeeperLog_DoesntCountThePast()
    {
        var tail = new ResumableLog();
        Read(tail, Error(7), Line(8, Messages[7]));
        var deeper = new ResumableLog(null, tail.Counted);
        Read(deeper, Error(1), Error(2), Line(6, Messages[7]), Error(7), Line(8, Messages[7]));
        Assert.Equal(tail.Counted with { Troubles = [] }, deeper.Counted with { Troubles = [] });
        Read(deeper, Error(9));
        Assert.Equal((3, 2, 2, 1), Counts(deeper.Counted));
    }

    /// <summary>
    /// Reads from ever longer tails of what was written by then, as the follower does, and on to the byte at which the stream is cut.
    /// By then is: when so many percent of the lines that the log lacks were written.
    /// </summary>
    private static void Read(ResumableLog log, Record[] records, int cut, int growth, int smallest)
    {
        var read = (int)log.Facts.Lines;
        var written = read + ((records.Length - read) * growth / 100);
        for (var tail = log.IsAtBegin || log.NeedsWhole ? int.MaxValue : smallest; ; tail = tail < written ? tail * 3 : int.MaxValue)
        {
            var from = Math.Max(0, written - tail);
            var at = Length(records[..from]);
            log.BeginStream(isWhole: tail == int.MaxValue);
            foreach (var record in records[from..])
            {
                log.Append(record.Bytes.AsSpan(0, Math.Clamp(cut - at, 0, record.Bytes.Length)), record.Source);
                at += record.Bytes.Length;
            }

            if (log.IsPositionFound || tail == int.MaxValue)
            {
                return;
            }
        }
    }

    private static bool Same(NodeFacts a, NodeFacts b) => WithoutLists(a) == WithoutLists(b)
        && a.Trail.SequenceEqual(b.Trail) && a.Troubles.SequenceEqual(b.Troubles) && a.Evidence.SequenceEqual(b.Evidence);

    private static NodeFacts WithoutLists(NodeFacts facts) => facts with { Trail = [], Troubles = [], Evidence = [] };

    private static NodeFacts Whole(Record[] records)
    {
        var log = new ResumableLog();
        log.BeginStream(isWhole: true);
        foreach (var record in records)
        {
            log.Append(record.Bytes, record.Source);
        }

        return log.Facts;
    }

    private static void Read(ResumableLog log, params byte[][] lines)
    {
        if (log.IsAtBegin)
        {
            log.BeginStream(isWhole: true);
        }

        foreach (var line in lines)
        {
            log.Append(line, LogSource.Error);
        }
    }

    private static byte[] Error(long time) => Line(time, $"ERROR t a: {Guid.NewGuid()}");

    private static (long Lines, long Errors, long Troubles, long Reorgs) Counts(LineCounts counted) => (counted.Lines, counted.Errors, counted.Of(TroubleKind.Error), counted.Reorgs);

    private static int Length(Record[] records) => records.Sum(record => record.Bytes.Length);

    private static Record[] Records((int Clock, int Message, bool IsError, int Length)[] lines)
    {
        List<Record> records = [];
        var time = 1_000_000L;
        byte[] piece = [];
        for (var i = 0; i < lines.Length; i++)
        {
            var (clock, message, isError, length) = lines[i];
            time += clock switch { < 4 => 0, < 9 => 1_000 + i, _ => -100_001 };
            var source = isError ? LogSource.Error : LogSource.Output;
            var line = Line(time, Messages[message]);
            if (clock == 0 && message % 2 == 0)
            {
                // An equal stamp, but another text.
                line = Line(time, $"line {i}");
            }

            if (length == 0 && piece.Length == 0 && i < lines.Length - 1)
            {
                // The first piece of a long line; the other source may write before the second comes.
                piece = Stamp(time);
                records.Add(new Record([.. piece, .. new byte[16_384]], LogSource.Output));
            }
            else if (piece.Length > 0 && (!isError || i == lines.Length - 1))
            {
                // Two lines with the same stamp, to the nanosecond, and the same text are one line to the reader.
                records.Add(new Record([.. piece, .. Encoding.UTF8.GetBytes($"end {i}\n")], LogSource.Output));
                piece = [];
            }
            else
            {
                records.Add(new Record(line, piece.Length > 0 ? LogSource.Error : source));
            }
        }

        return [.. records];
    }

    private static byte[] Line(long time, string message) => [.. Stamp(time), .. Encoding.UTF8.GetBytes($"2025-03-12 08:20:11 {message}\n")];

    private static byte[] Stamp(long time) => Encoding.UTF8.GetBytes(new LogTime(1_741_767_611_000_000_000 + time) + " ");

    private sealed record Record(byte[] Bytes, LogSource Source);
}
