using System.Text;

namespace AlephZeroMonitor.Commands;

public class PastedLogTests
{
    private const string First = "2025-03-12 08:20:11 ✨ Imported #7 (0x366e…3605)";
    private const string Second = "2025-03-12 08:20:12 ✨ Imported #8 (0x366e…3605)";

    [Theory]
    [InlineData("", "", null)]
    [InlineData("2025-03-12T08:20:12.5Z ", "2025-03-12T08:20:12.5Z ", "2025-03-12T08:20:12.5Z")]
    [InlineData("node-1  | ", "node-1  | ", null)]
    [InlineData("node_1  | 2025-03-12T08:20:12.5Z ", "node_1  | 2025-03-12T08:20:12.5Z ", "2025-03-12T08:20:12.5Z")]
    [InlineData("\e[36mnode-1  | \e[0m", "\e[36mnode-1  | \e[0m", null)]
    [InlineData("\e[36;1mnode-1  |\e[0m ", "\e[33mnode-1  |\e[0m ", null)]
    [InlineData("Nov 12 10:00:00 host aleph-node[1]: ", "Nov 12 10:00:00 host aleph-node[22]: ", null)]
    [InlineData("Mär  2 10:00:00.123456 host aleph-node: ", "Mär  2 10:00:01.123456 host aleph-node: ", null)]
    [InlineData("2024-11-12T10:00:00+0100 host aleph-node[1]: ", "2024-11-12T10:00:01+0100 host aleph-node[1]: ", "2024-11-12T10:00:01+01:00")]
    [InlineData("2024-11-12T10:00:00.5+01:00 host aleph-node[1]: ", "2024-11-12T10:00:01.5+01:00 host aleph-node[1]: ", "2024-11-12T10:00:01.5+01:00")]
    [InlineData("2026-11-12T10:00:00.123456789Z stderr F ", "2026-11-12T10:00:01.123456789Z stderr F ", "2026-11-12T10:00:01.123456789Z")]
    public void Read_LinesBehindAPrefix_HaveTheNodesFacts(string before, string beforeNext, string? at)
    {
        var log = Read($"{before}{First}\r\n{beforeNext}{Second}");
        Assert.Null(log.Problem);
        Assert.Equal((8u, at, 2L), (log.Facts.Best, log.Facts.BestAt?.ToString(), log.Facts.Lines));
    }

    [Fact]
    public void Read_CriPieces_AreJoinedByStream()
    {
        var log = Read(
            $"2026-11-12T10:00:00Z stderr P {Second[..30]}\n2026-11-12T10:00:01Z stdout F {First}\n2026-11-12T10:00:02Z stderr P {Second[30..40]}\n"
            + $"2026-11-12T10:00:03Z stderr F {Second[40..]}\n");
        Assert.Equal((8u, "2026-11-12T10:00:00Z", 2L), (log.Facts.Best, log.Facts.BestAt?.ToString(), log.Facts.Lines));
    }

    [Fact]
    public void Read_LinesOfOtherPrograms_AreSkipped()
    {
        var log = Read(
            "-- Journal begins at Tue 2024-11-12 --\n"
            + "Nov 12 10:00:00 host systemd[1]: Started node.\n"
            + $"Nov 12 10:00:00 host aleph-node[9]: {First}\n"
            + "Nov 12 10:00:00 host systemd[1]: Stopped node.\n");
        Assert.Equal((null, 7u, 1L), (log.Problem, log.Facts.Best, log.Facts.Lines));
    }

    [Theory]
    [InlineData("node-1  | ", "node-2  | ", "lines of node-1 and of node-2")]
    [InlineData("node-1  | ", "", "lines of node-1 and of a node without a name before them")]
    [InlineData("Nov 12 10:00:00 a aleph-node[1]: ", "Nov 12 10:00:00 b aleph-node[1]: ", "lines of a aleph-node and of b aleph-node")]
    public void Read_LinesOfTwoNodes_IsAProblem(string before, string beforeNext, string problem) =>
        Assert.Contains(problem, Read($"{before}{First}\n{beforeNext}{Second}\n").Problem);

    [Fact]
    public void Read_DockerLinesFirst_LinesBehindAPrefixAreNoEvidence()
    {
        var log = Read($"{First}\nnode-1  | {Second}\n");
        Assert.Equal((null, 7u, 2L), (log.Problem, log.Facts.Best, log.Facts.Lines));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello\nworld\n")]
    [InlineData("node-1  | hello\n")]
    [InlineData("<html>2025-03-12 08:20:11</html>\n")]
    public void Read_NoLineOfANode_IsAProblem(string text) => Assert.StartsWith("no line of this log", Read(text).Problem);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Read_ByteOrderMark_IsTheEncoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes($"🏆{First}\r\n{First}\r\n2025-03-12 08:20:12 🏆 Imported #8 (0x1 → 0x2)\r\n")];
        for (var size = PastedLog.MarkLength; size < 9; size++)
        {
            var log = new PastedLog();
            foreach (var part in bytes.Chunk(size))
            {
                log.Append(part);
            }

            log.Complete();
            Assert.Equal((null, 8u, 3L), (log.Problem, log.Facts.Best, log.Facts.Lines));
        }
    }

    private static PastedLog Read(string text)
    {
        var log = new PastedLog();
        log.Append(Encoding.UTF8.GetBytes(text));
        log.Complete();
        return log;
    }
}
