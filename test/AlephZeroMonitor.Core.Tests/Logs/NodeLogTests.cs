using System.Text;
using CsCheck;

namespace AlephZeroMonitor.Core.Logs;

public class NodeLogTests
{
    public static TheoryData<string> Fixtures => [.. Fixture.Names];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Facts_OfFixture_AreTheExpectedOnes(string name)
    {
        Assert.Equal(Fixture.Expected(name), Fixture.Actual(Read(Fixture.Bytes(name))));
    }

    [Fact]
    public void Fixtures_AreAllThere() => Assert.Equal(23, Fixture.Names.Count());

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Append_InReadsOfAnySize_GivesTheSameFacts(string name)
    {
        var bytes = Fixture.Bytes(name);
        var expected = Fixture.Actual(Read(bytes));
        Gen.Int[1, 4000].Array[1, 50].Sample(
            sizes =>
            {
                var log = new NodeLog();
                for (int at = 0, i = 0; at < bytes.Length; i++)
                {
                    var size = Math.Min(sizes[i % sizes.Length], bytes.Length - at);
                    log.Append(bytes.AsSpan(at, size));
                    at += size;
                }

                log.Complete();
                return expected.SequenceEqual(Fixture.Actual(log.Facts));
            },
            iter: 30);
    }

    [Fact]
    public void Evidence_OfALife_IsTheLatestLineOfEachForm()
    {
        var facts = Read(Encoding.UTF8.GetBytes(
            """
            2025-03-12T08:00:00.000000000Z 2025-03-12 08:00:00.000  INFO main substrate: ✨ Imported #1 (0x366e…3605)
            2025-03-12T08:00:01.000000000Z 2025-03-12 08:00:01.000  INFO main sc_cli::runner: Aleph Node
            2025-03-12T08:00:02.000000000Z 2025-03-12 08:00:02.000  INFO main aleph-party: Running session 7.
            2025-03-12T08:00:03.000000000Z 2025-03-12 08:00:03.000  INFO main aleph-party: Running session 8.
            """));
        Assert.Equal([LogEventKind.Started, LogEventKind.Session], facts.Evidence.Select(evidence => evidence.Kind));
        Assert.Equal("2025-03-12T08:00:03Z", facts.Evidence[1].At?.ToString()?[..19] + "Z");
        Assert.EndsWith("Running session 8.", facts.Evidence[1].Line);
    }

    [Fact]
    public void Append_AnyBytes_NeverThrows() => Gen.Byte.Array[0, 2000].Array[0, 20].Sample(
        reads =>
        {
            var log = new NodeLog();
            foreach (var read in reads)
            {
                log.Append(read, read.Length % 2 == 0 ? LogSource.Output : LogSource.Error);
            }

            log.Complete();
            return log.Facts.Lines >= 0;
        },
        iter: 500);

    [Fact]
    public void Append_DamagedFixtures_NeverThrows() =>
        Gen.Select(Gen.OneOf([.. Fixture.Names.Select(Gen.Const)]), Gen.Int[0, 100_000], Gen.Byte, Gen.Int[1, 300]).Sample(
            (name, at, value, count) =>
            {
                var bytes = Fixture.Bytes(name);
                bytes.AsSpan(at % bytes.Length, Math.Min(count, bytes.Length - (at % bytes.Length))).Fill(value);
                return Read(bytes).Lines > 0;
            },
            iter: 300);

    [Fact]
    public void Append_LineWithoutEnd_KeepsMemoryBounded()
    {
        var log = new NodeLog();
        var megabyte = new byte[1024 * 1024];
        log.Append(megabyte);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            log.Append(megabyte);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Append_LineAfterTooLongLine_Counts()
    {
        var facts = Read(new string('x', 2_000_000) + "\n" + Line("✨ Imported #7 (0x366e…3605)"));
        Assert.Equal((7u, 2), (facts.Best, facts.Lines));
    }

    [Fact]
    public void Append_Lines_AllocatesNothing()
    {
        var log = new NodeLog();
        var bytes = Fixture.Bytes("s23-genesis-sync-r15");
        log.Append(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        log.Append(bytes);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Append_PiecesOfTwoStreamsInterleaved_PutsEachLineTogether()
    {
        var log = new NodeLog();
        log.Append(Encoding.UTF8.GetBytes("2025-03-12T08:20:11.000000001Z 2025-03-12 08:20:11 ✨ Imp"), LogSource.Error);
        log.Append("2025-03-12T08:20:11.000000002Z entry script\n"u8, LogSource.Output);
        log.Append(Encoding.UTF8.GetBytes("orted #7 (0x366e…3605)\n"), LogSource.Error);
        Assert.Equal((7u, 2), (log.Facts.Best, log.Facts.Lines));
    }

    [Fact]
    public void Facts_LinesBeforeTheLifeBegan_AreCountedOnly()
    {
        var log = new NodeLog(new DateTimeOffset(2025, 3, 12, 8, 20, 30, TimeSpan.Zero));
        log.Append(Encoding.UTF8.GetBytes(
            Line("No longer in major sync state.", "08:20:10") + Line("✨ Imported #7 (0x366e…3605)", "08:20:11") + Line("Running session 8.", "08:20:31")));
        Assert.Equal((null, MajorSync.NotSeen, 8u, 3), (log.Facts.Best, log.Facts.MajorSync, log.Facts.Session, log.Facts.Lines));
    }

    [Fact]
    public void Facts_ClockSetBackWithinTheLife_StillCount()
    {
        var log = new NodeLog(new DateTimeOffset(2025, 3, 12, 8, 20, 30, TimeSpan.Zero));
        log.Append(Encoding.UTF8.GetBytes(Line("Running session 8.", "08:20:31") + Line("✨ Imported #7 (0x366e…3605)", "08:00:00")));
        Assert.Equal((7u, 8u), (log.Facts.Best, log.Facts.Session));
    }

    [Fact]
    public void Facts_SyncStateFollowedBy100000Imports_IsNotForgotten()
    {
        var text = new StringBuilder(Line("Switched to major sync state.")).Append(Line("No longer in major sync state."));
        for (var block = 1; block <= 100_000; block++)
        {
            text.Append(Line($"✨ Imported #{block} (0x366e…3605)"));
        }

        var facts = Read(text.ToString());
        Assert.Equal((MajorSync.Left, 100_000u), (facts.MajorSync, facts.Best));
    }

    [Fact]
    public void Append_LineGluedToALongOneByTheLocalDriver_Counts()
    {
        const string Stamp = "2025-03-12T08:20:11.000000001Z ";
        var text = $"{Stamp}2025-03-12 08:20:11 🎁 Prepared block for proposing at 7 (5 ms) [hash: 0x1f".PadRight(Stamp.Length + 16_384, 'x') + Stamp + new string('x', 300)
            + "2025-03-12T08:20:11.000000002Z 2025-03-12 08:20:11 Running session 8.\n" + Line("✨ Imported #7 (0x366e…3605)");
        var facts = Read(text);
        Assert.Equal((8u, 7u, 3), (facts.Session, facts.Best, facts.Lines));
    }

    [Theory]
    [InlineData("Aleph Zero")]
    [InlineData("Aleph Zero Testnet")]
    public void Facts_Banner_TellsTheChainsName(string name) => Assert.Equal(name, Read(Line("Aleph Node") + Line($"📋 Chain specification: {name}")).ChainName);

    private static NodeFacts Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static NodeFacts Read(byte[] bytes)
    {
        var log = new NodeLog();
        log.Append(bytes);
        log.Complete();
        return log.Facts;
    }

    private static string Line(string message, string time = "08:20:11") => $"2025-03-12T{time}.000000000Z 2025-03-12 {time} {message}    \n";
}
