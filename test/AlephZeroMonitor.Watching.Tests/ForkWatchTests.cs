using System.Text;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public class ForkWatchTests
{
    private const string Informant = "💤 Idle (24 peers), best: #700 (0xc75f…3859), finalized #690 (0x1111…2222), ⬇ 1.2kiB/s ⬆ 3.4kiB/s";
    private const string ChainStatus = "Imported: #700 (0xc75f…3859), finalized: #695 (0x3333…4444), favourite: #700 (0xc75f…3859).";
    private const string Imported = "✨ Imported #701 (0x5555…6666)";

    private readonly LoopFixture _fixture = new();
    private readonly List<Exception> _failures = [];
    private readonly ForkWatch _watch;

    public ForkWatchTests() => _watch = new ForkWatch(_fixture.Network, _fixture.Time, _failures.Add);

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

    [Theory]
    [InlineData(727u, false)]
    [InlineData(728u, true)]
    public void Look_HeadIsFarPastTheNodesBlock_AsksForTheHashThere(uint head, bool isAsked)
    {
        Look(695, "0xaaaa", head);
        Assert.Equal(isAsked ? ["hashes at 695"] : [], _fixture.Journal);
    }

    [Fact]
    public void Look_BeforeTheHeadIsFarEnough_KeepsTheFirstBlockSeen()
    {
        Look(695, "0xaaaa", 700);
        Look(720, "0xbbbb", 730);
        Assert.Equal(["hashes at 695"], _fixture.Journal);
    }

    [Theory]
    [InlineData(false, "0xaaaa", "0xaaaa")]
    [InlineData(false, "0xaaaa", "0xffff")]
    [InlineData(false)]
    [InlineData(true, "0xffff", "0xffff", "0xaaaa")]
    [InlineData(true, "0xffff")]
    public void Look_EndpointsHaveAnotherHash_IsAForkWhenMostDo(bool isFork, params string[] hashes)
    {
        Answer(hashes);
        Assert.Equal(isFork ? new ForkEvidence(695, "0xaaaa", "0xffff") : null, Look(695, "0xaaaa", 800));
    }

    [Fact]
    public void Look_LaterComparisonShowsNone_IsNoForkAnyMore()
    {
        Answer("0xffff");
        Assert.NotNull(Look(695, "0xaaaa", 800));
        Answer("0xaaaa");
        _fixture.Time.AdvanceSeconds(60);
        Assert.Null(Look(695, "0xaaaa", 800));
    }

    [Fact]
    public void Look_NoEndpointAnswers_KeepsTheLastResult()
    {
        Answer("0xffff");
        Look(695, "0xaaaa", 800);
        Answer();
        _fixture.Time.AdvanceSeconds(60);
        Assert.NotNull(Look(695, "0xaaaa", 800));
    }

    [Fact]
    public void Reset_ComparisonUnderWay_IsNoResultForTheNextLife()
    {
        var answer = new TaskCompletionSource<IReadOnlyList<string>>();
        _fixture.Network.Hashes = () => answer.Task;
        Look(695, "0xaaaa", 800);
        _watch.Reset();
        answer.SetResult(["0xffff"]);
        Assert.Null(Look(695, "0xaaaa", 700));
    }

    [Fact]
    public void Look_ABugOfTheNetwork_IsReported()
    {
        _fixture.Network.Hashes = () => throw new InvalidOperationException();
        Assert.Null(Look(695, "0xaaaa", 800));
        Assert.Single(_failures);
    }

    [Theory]
    [InlineData("0x1111…2222", "0x11110000000000002222", true)]
    [InlineData("0x1111…2222", "0x11110000000000003333", false)]
    [InlineData("0x1111…2222", "0x33330000000000002222", false)]
    [InlineData("0xABCD", "0xabcd", true)]
    public void IsSame_HashPerhapsShortened_ComparesWhatIsShown(string nodeHash, string hash, bool expected) =>
        Assert.Equal(expected, ForkWatch.IsSame(nodeHash, hash));

    private void Answer(params string[] hashes) => _fixture.Network.Hashes = () => Task.FromResult<IReadOnlyList<string>>(hashes);

    private ForkEvidence? Look(uint finalized, string hash, uint head) => LookAt(finalized, hash, head).Fork;

    private Observation LookAt(uint finalized, string hash, uint head) => _watch.Look(
        new Observation
        {
            At = _fixture.Time.GetUtcNow(),
            Elapsed = _fixture.Time.GetElapsedTime(0),
            RunState = RunState.Running,
            Report = new SelfReport { Finalized = finalized, FinalizedHash = hash },
            Head = Head.At(head),
        },
        TestContext.Current.CancellationToken);

    private static NodeFacts Facts(params string[] lines)
    {
        var log = new NodeLog();
        log.Append(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"2025-03-12 08:20:12 {line}    \n"))));
        return log.Facts;
    }
}
