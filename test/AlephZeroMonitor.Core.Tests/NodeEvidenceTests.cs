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
    [InlineData(null, null, null, null, BestSource.Log)]
    [InlineData(7u, null, null, 7u, BestSource.Log)]
    [InlineData(null, 7u, null, 7u, BestSource.NodeRpc)]
    [InlineData(7u, 7u, 7u, 7u, BestSource.Log)]
    [InlineData(7u, 6u, 5u, 7u, BestSource.Log)]
    [InlineData(7u, 8u, 7u, 8u, BestSource.NodeRpc)]
    [InlineData(7u, 8u, 8u, 8u, BestSource.NodeRpc)]
    [InlineData(7u, 8u, 9u, 9u, BestSource.NodeMetrics)]
    [InlineData(null, null, 9u, 9u, BestSource.NodeMetrics)]
    public void Join_LogRpcAndMetrics_TakesTheHighestBest(uint? logged, uint? rpc, uint? metrics, uint? best, BestSource source)
    {
        var node = NodeEvidence.Join(new NodeFacts { Best = logged }, new SelfReport { Best = rpc }, new SelfReport { Best = metrics });
        Assert.Equal((best, source), (node.Best, node.Source));
    }

    [Theory]
    [InlineData(3u, 5u, 3u)]
    [InlineData(null, 5u, 5u)]
    [InlineData(null, null, 4u)]
    public void Join_Peers_AreThoseOfTheFirstThatTells(uint? rpc, uint? metrics, uint peers) =>
        Assert.Equal(peers, NodeEvidence.Join(new NodeFacts { Peers = 4 }, new SelfReport { Peers = rpc }, new SelfReport { Peers = metrics }).Peers);

    [Fact]
    public void Join_Finalized_IsTheHighest() =>
        Assert.Equal(9u, NodeEvidence.Join(new NodeFacts { Finalized = 8 }, new SelfReport { Finalized = 7 }, new SelfReport { Finalized = 9 }).Finalized);

    [Theory]
    [InlineData(MajorSync.Left, true, null, MajorSync.In)]
    [InlineData(MajorSync.Left, null, true, MajorSync.In)]
    [InlineData(MajorSync.NotSeen, true, false, MajorSync.In)]
    [InlineData(MajorSync.In, false, false, MajorSync.In)]
    [InlineData(MajorSync.NotSeen, false, false, MajorSync.NotSeen)]
    [InlineData(MajorSync.Left, false, null, MajorSync.Left)]
    public void Join_MajorSync_IsInWhenTheNodeSaysSoAndElseTheLogs(MajorSync logged, bool? rpc, bool? metrics, MajorSync sync) =>
        Assert.Equal(sync, NodeEvidence.Join(new NodeFacts { MajorSync = logged }, new SelfReport { IsSyncing = rpc }, new SelfReport { IsSyncing = metrics }).MajorSync);

    [Theory]
    [InlineData(120u, false)]
    [InlineData(121u, true)]
    [InlineData(80u, false)]
    [InlineData(79u, true)]
    public void Disagreements_BestsBeyondTheTolerance_AreNamed(uint reported, bool isNamed) => AreNamed(
        isNamed ? new Disagreement(DisagreementKind.Best, BestSource.NodeRpc, reported, 100) : null,
        Logged(new NodeFacts { Best = 100 }) with { Report = new SelfReport { Best = reported } });

    [Theory]
    [InlineData(MajorSync.Left, true, DisagreementKind.InMajorSync)]
    [InlineData(MajorSync.In, false, DisagreementKind.LeftMajorSync)]
    [InlineData(MajorSync.In, true, null)]
    [InlineData(MajorSync.NotSeen, false, null)]
    [InlineData(MajorSync.Left, null, null)]
    public void Disagreements_MajorSync_IsNamed(MajorSync logged, bool? reported, DisagreementKind? kind) => AreNamed(
        kind is { } known ? new Disagreement(known, BestSource.NodeMetrics) : null,
        Logged(new NodeFacts { MajorSync = logged }) with { Metrics = new SelfReport { IsSyncing = reported } });

    [Theory]
    [InlineData(120u, false)]
    [InlineData(121u, true)]
    public void Disagreements_NodeKnowsOfABlockBeyondTheHead_IsNamed(uint target, bool isNamed) => AreNamed(
        isNamed ? new Disagreement(DisagreementKind.Target, BestSource.Log, target, 100) : null,
        Logged(NodeFacts.None) with { Head = Head.At(100), Report = new SelfReport { SyncTarget = target } });

    [Theory]
    [InlineData(120u, false)]
    [InlineData(121u, true)]
    public void Disagreements_NodeHasABlockBeyondTheHead_IsNamed(uint best, bool isNamed) => AreNamed(
        isNamed ? new Disagreement(DisagreementKind.Target, BestSource.Log, best, 100) : null,
        Logged(new NodeFacts { Best = best }) with { Head = Head.At(100) });

    [Fact]
    public void Disagreements_Several_AreAllNamed()
    {
        var seen = Logged(new NodeFacts { Best = 100, MajorSync = MajorSync.In }) with
        {
            Report = new SelfReport { Best = 200, IsSyncing = false },
            Metrics = new SelfReport { Best = 300 },
        };
        Assert.Equal(
            [
                new(DisagreementKind.Best, BestSource.NodeRpc, 200, 100),
                new(DisagreementKind.LeftMajorSync, BestSource.NodeRpc),
                new(DisagreementKind.Best, BestSource.NodeMetrics, 300, 100),
            ],
            NodeEvidence.Disagreements(seen, seen.Node, 20));
    }

    [Fact]
    public void Decide_NodeSaysThatItIsInMajorSync_IsNotIdle()
    {
        Assert.Equal(Reason.IdleBehind, Decide(Behind(50, Idle)).Reason);
        Assert.Equal(Reason.Syncing, Decide(Behind(50, Idle) with { Report = new SelfReport { IsSyncing = true } }).Reason);
        Assert.Equal(Reason.FarBehind, Decide(Behind(101, Idle) with { Report = new SelfReport { IsSyncing = true } }).Reason);
    }

    [Fact]
    public void Decide_LogStandsStillAndTheReportIsInStep_PreventsTheRestart()
    {
        var decision = Decide(Behind(500, Idle) with { Report = new SelfReport { Best = BlockNow - 1 } });
        Assert.Equal((Reason.InStep, BestSource.NodeRpc, BlockNow - 1), (decision.Reason, decision.BestSource, decision.Best));
        Assert.NotEmpty(decision.Disagreements);
    }

    [Fact]
    public void Decide_ReportIsFarBehindALogInStep_CausesNoRestart()
    {
        var decision = Decide(Behind(5, Idle) with { Report = new SelfReport { Best = 1 } });
        Assert.Equal((Reason.InStep, BestSource.Log), (decision.Reason, decision.BestSource));
        Assert.NotEmpty(decision.Disagreements);
    }

    [Fact]
    public void Decide_FailedReport_JudgesByTheLog() =>
        Assert.Equal(Reason.FarBehind, Decide(Behind(500, Idle) with { Report = new SelfReport { Failure = new EndpointProblem(EndpointProblemKind.HttpStatus, null, 500) } }).Reason);

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
        Gen.Select(Gen.UInt[0, 130], Gen.UInt[0, 130], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 11]).Array[1, 30].Sample(
            checks =>
            {
                ImmutableArray<Observation> seen = [.. Walk(checks)];
                var told = DecideAll(AllRules, seen);
                var logged = DecideAll(AllRules, seen.Select(WithoutReport));
                return told.Zip(logged).All(pair => !pair.First.Reason.AsksForAction() || pair.Second.Reason.AsksForAction());
            },
            iter: 20_000);

    /// <summary>Lags that jump, and lags that grow by a few blocks, so that each rule has its turn; told by RPC or metrics.</summary>
    private static IEnumerable<Observation> Walk((uint Lag, uint Told, int Kind, int ReportKind, int Form)[] checks)
    {
        var (lag, told) = (21u, 21u);
        for (var i = 0; i < checks.Length; i++)
        {
            var check = checks[i];
            lag = check.Kind switch { 0 => check.Lag, 1 => lag, _ => lag + (check.Lag % 8) };
            told = check.ReportKind switch { 0 => check.Told, 1 => told, _ => told + (check.Told % 8) };
            var seen = At(i, lag, check.ReportKind == 3 && check.Told % 3 == 0 ? null : told);
            var report = seen.Report! with { IsSyncing = check.Form % 3 == 0 ? null : check.Form % 3 == 1, BlocksPrepared = check.Told, SyncTarget = BlockNow + check.Told };
            seen = check.Form < 4 ? seen with { Report = report } : check.Form < 8 ? seen with { Report = null, Metrics = report } : seen with { Metrics = report };
            yield return check.Form % 4 == 0 ? seen : WithoutSyncLine(seen);
        }
    }

    private static Observation At(int check, uint lag, uint? toldLag) => Behind(lag, Idle, check * 5) with
    {
        Facts = Idle with { Best = BlockNow + (uint)(check * 5) - lag },
        Head = Head.At(BlockNow + (uint)(check * 5)),
        Report = new SelfReport { Best = BlockNow + (uint)(check * 5) - toldLag },
    };

    private static Observation WithoutSyncLine(Observation seen) => seen with { Facts = seen.Facts with { MajorSync = MajorSync.NotSeen } };

    private static Observation WithoutReport(Observation seen) => seen with { Report = null, Metrics = null };

    private static Observation Logged(NodeFacts facts) => Behind(0) with { Facts = facts, Head = default };

    private static void AreNamed(Disagreement? expected, Observation seen) =>
        Assert.Equal(expected is { } one ? [one] : [], NodeEvidence.Disagreements(seen, seen.Node, 20));
}
