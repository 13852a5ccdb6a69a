using System.Collections.Immutable;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using CsCheck;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

public class NodeEvidenceTests
{
    private static readonly Policy AllRules = new() { StallDuration = TimeSpan.FromSeconds(20), TrendWindow = TimeSpan.FromSeconds(40) };

    [Theory]
    [InlineData(null, null, null, BestSource.Log)]
    [InlineData(7u, null, 7u, BestSource.Log)]
    [InlineData(null, 7u, 7u, BestSource.NodeRpc)]
    [InlineData(7u, 7u, 7u, BestSource.Log)]
    [InlineData(7u, 6u, 7u, BestSource.Log)]
    [InlineData(7u, 8u, 8u, BestSource.NodeRpc)]
    public void Join_LogAndReport_TakesTheHigherBest(uint? logged, uint? told, uint? best, BestSource source)
    {
        var node = NodeEvidence.Join(new NodeFacts { Best = logged }, new SelfReport { Best = told });
        Assert.Equal((best, source), (node.Best, node.Source));
    }

    [Fact]
    public void Join_PeersAndFinalized_AreTheReportsPeersAndTheHigherBlock() => Assert.Equal(
        new NodeEvidence(null, BestSource.Log, 9, 3),
        NodeEvidence.Join(new NodeFacts { Finalized = 8, Peers = 4 }, new SelfReport { Finalized = 9, Peers = 3 }));

    [Theory]
    [InlineData(120u, null)]
    [InlineData(121u, "the log shows best 100, the node's RPC 121")]
    [InlineData(80u, null)]
    [InlineData(79u, "the log shows best 100, the node's RPC 79")]
    public void Disagreement_BeyondTheTolerance_IsSaid(uint told, string? said) =>
        Assert.Equal(said, NodeEvidence.Disagreement(new NodeFacts { Best = 100 }, new SelfReport { Best = told }, 20));

    [Fact]
    public void Decide_LogStandsStillAndTheReportIsInStep_PreventsTheRestart()
    {
        var decision = Decide(Behind(500, Idle) with { Report = new SelfReport { Best = BlockNow - 1 } });
        Assert.Equal((Reason.InStep, BestSource.NodeRpc, BlockNow - 1), (decision.Reason, decision.BestSource, decision.Best));
        Assert.NotNull(decision.Disagreement);
    }

    [Fact]
    public void Decide_ReportIsFarBehindALogInStep_CausesNoRestart()
    {
        var decision = Decide(Behind(5, Idle) with { Report = new SelfReport { Best = 1 } });
        Assert.Equal((Reason.InStep, BestSource.Log), (decision.Reason, decision.BestSource));
        Assert.NotNull(decision.Disagreement);
    }

    [Fact]
    public void Decide_FailedReport_JudgesByTheLog() =>
        Assert.Equal(Reason.FarBehind, Decide(Behind(500, Idle) with { Report = new SelfReport { Problem = "HTTP 500" } }).Reason);

    [Fact]
    public void Decide_OnlyTheReportKnowsABlock_AsksForNothing() => Assert.Equal(
        Reason.BestUnknown,
        Decide(Behind(0) with { Facts = NodeFacts.None, Report = new SelfReport { Best = BlockNow - 5000 } }).Reason);

    [Fact]
    public void Decide_ReportMovesThoughTheLogDoesNot_IsNotStalled()
    {
        var seen = Enumerable.Range(0, 10).Select(i => At(i, (uint)(50 + (5 * i)), (uint)(40 + (5 * i) - (i % 2)))).ToArray();
        Assert.DoesNotContain(Reason.Stalled, DecideAll(AllRules with { BlockLag20 = 30 }, seen.Select(WithoutSyncLine)).Select(decision => decision.Reason));
        Assert.Contains(Reason.Stalled, DecideAll(AllRules with { BlockLag20 = 30 }, seen.Select(WithoutSyncLine).Select(WithoutReport)).Select(decision => decision.Reason));
    }

    /// <summary>Whatever the node says of itself, and whether it answers or not: no rule asks for a restart that it doesn't ask for by the log alone.</summary>
    [Fact]
    public void Decide_AnyReports_NeverCauseARestart() =>
        Gen.Select(Gen.UInt[0, 130], Gen.UInt[0, 130], Gen.Int[0, 3], Gen.Int[0, 3]).Array[1, 30].Sample(
            checks =>
            {
                ImmutableArray<Observation> seen = [.. Walk(checks)];
                var told = DecideAll(AllRules, seen);
                var logged = DecideAll(AllRules, seen.Select(WithoutReport));
                return told.Zip(logged).All(pair => !pair.First.Reason.AsksForRestart() || pair.Second.Reason.AsksForRestart());
            },
            iter: 20_000);

    /// <summary>Lags that jump, and lags that grow by a few blocks, so that each rule has its turn.</summary>
    private static IEnumerable<Observation> Walk((uint Lag, uint Told, int Kind, int ReportKind)[] checks)
    {
        var (lag, told) = (21u, 21u);
        for (var i = 0; i < checks.Length; i++)
        {
            var check = checks[i];
            lag = check.Kind switch { 0 => check.Lag, 1 => lag, _ => lag + (check.Lag % 8) };
            told = check.ReportKind switch { 0 => check.Told, 1 => told, _ => told + (check.Told % 8) };
            var seen = At(i, lag, check.ReportKind == 3 && check.Told % 3 == 0 ? null : told);
            yield return WithoutSyncLine(seen);
        }
    }

    private static Observation At(int check, uint lag, uint? toldLag) => Behind(lag, Idle, check * 5) with
    {
        Facts = Idle with { Best = BlockNow + (uint)(check * 5) - lag },
        Head = Head.At(BlockNow + (uint)(check * 5)),
        Report = new SelfReport { Best = BlockNow + (uint)(check * 5) - toldLag },
    };

    private static Observation WithoutSyncLine(Observation seen) => seen with { Facts = seen.Facts with { MajorSync = MajorSync.NotSeen } };

    private static Observation WithoutReport(Observation seen) => seen with { Report = null };
}
