using System.Text;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Watching;

public class ForkWatchTests
{
    private const string Informant = "💤 Idle (24 peers), best: #700 (0xc75f…3859), finalized #690 (0x1111…2222), ⬇ 1.2kiB/s ⬆ 3.4kiB/s";
    private const string ChainStatus = "Imported: #700 (0xc75f…3859), finalized: #695 (0x3333…4444), favourite: #700 (0xc75f…3859).";
    private const string Imported = "✨ Imported #701 (0x5555…6666)";

    [Theory]
    [InlineData(690u, "0x1111…2222", Informant, Imported)]
    [InlineData(695u, "0x3333…4444", ChainStatus, Imported)]
    [InlineData(695u, "0x3333…4444", ChainStatus, Informant)]
    [InlineData(695u, "0x3333…4444", Informant, ChainStatus)]
    public void Finalized_ByLog_IsTheHighestThatALineNames(uint block, string hash, params string[] lines) =>
        Assert.Equal((block, hash), ForkWatch.Finalized(Facts(lines), null));

    [Fact]
    public void Finalized_LogWithoutSuchALine_IsUnknown() => Assert.Null(ForkWatch.Finalized(Facts(Imported), null));

    [Fact]
    public void Finalized_ByTheNodesReport_IsThat() =>
        Assert.Equal((680u, "0xab"), ForkWatch.Finalized(Facts(ChainStatus), new SelfReport { Finalized = 680, FinalizedHash = "0xab" }));

    private static NodeFacts Facts(params string[] lines)
    {
        var log = new NodeLog();
        log.Append(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"2025-03-12 08:20:12 {line}    \n"))));
        return log.Facts;
    }
}
