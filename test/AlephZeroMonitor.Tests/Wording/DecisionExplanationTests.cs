using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Projections;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Wording;

public class DecisionExplanationTests
{
    private static readonly Observation LeftStopped = new()
    {
        At = Reports.Now,
        Elapsed = TimeSpan.FromSeconds(1000),
        RunState = RunState.Stopped,
        StopCause = StopCause.OurRestart,
        EndedLife = new NodeLife("0123456789abcdef", Reports.Now.AddDays(-1)),
    };

    [Fact]
    public void Of_Restart_SaysWhyWithNumbersAndWhatWouldHaveChangedIt()
    {
        var explanation = Explain(Reports.Behind(101));
        Assert.Equal("restart: FarBehind", explanation.Verdict);
        Assert.Equal(
            ["FarBehind asks for a restart: lag 101 > 100 (BLOCK_LAG_100).", "Nothing held it, so the node was restarted."], explanation.Why);
        Assert.Equal(Enum.GetNames<Hold>().Skip(1), explanation.Holds.Select(line => line.Split(':')[0]));
        Assert.Contains("with BLOCK_LAG_100=101: Tolerated", explanation.WouldChange);
        Assert.Contains(explanation.Evidence, line => line is { What: "Node's best block", Value: "109999899" });
    }

    [Fact]
    public void Of_HeldStart_NamesRuleAndHold()
    {
        var explanation = Explain(LeftStopped, new Policy { DryRun = true });
        Assert.Equal("would start: LeftStopped; held: DryRun", explanation.Verdict);
        Assert.Equal(
            [
                "LeftStopped asks for a start: a restart by this monitor stopped it and did not start it again, "
                    + "and nobody else stopped it.",
                "The start was held: DRY_RUN is set.",
            ],
            explanation.Why);
        Assert.Equal(["with DRY_RUN=false: start: LeftStopped"], explanation.WouldChange);
        Assert.Contains("Container: Stopped, started 2025-03-11T12:00:00Z, 0123456789ab", explanation.Evidence.Select(line => $"{line}"));
    }

    [Theory]
    [InlineData(OwnerStop.Pending, "OwnerStopping: held (somebody else has asked the node to stop)")]
    [InlineData(OwnerStop.Unknown, "OwnerStopping: held (it is unknown whether somebody else asked the node to stop)")]
    public void Of_NodeThatItsOwnerStops_SaysHowSureThatIs(OwnerStop stop, string text) =>
        Assert.Contains(text, Explain(Reports.Behind(101) with { OwnerStop = stop }).Holds);

    [Fact]
    public void Of_UnreadableLog_SaysWhatToDo()
    {
        var seen = Reports.Behind(0) with { Facts = NodeFacts.None, LogProblem = new(LogProblemKind.Driver, "no", "none") };
        Assert.Equal(
            "The lag is unknown: the log driver \"none\" can't be read back (no): run the node with json-file, local or journald.",
            Assert.Single(Explain(seen).Why));
    }

    [Fact]
    public void Of_UntrustedHead_NamesEachEndpoint()
    {
        var doubt = new EndpointVerdict("https://a", EndpointState.OtherChain) { Chain = "Other", NodeChain = "One" };
        Assert.Equal(
            ["The lag is unknown: https://a: its chain is \"Other\", the node's is \"One\"."],
            Explain(Reports.Behind(0) with { Head = Head.Untrusted(doubt) }).Why);
    }

    [Fact]
    public void Of_ReportsThatDiffer_SaysInWhat()
    {
        var seen = Reports.Behind(5, new NodeFacts { MajorSync = MajorSync.Left }) with
        {
            Metrics = new SelfReport { Best = Reports.HeadBlock - 100, IsSyncing = true },
        };
        Assert.Contains(
            "the log shows best 109999995, the node's metrics 109999900; "
                + "by the log it left major sync, the node's metrics say that it is in it",
            Explain(seen).Evidence.Select(line => line.Value));
    }

    [Fact]
    public void Of_EveryReason_HasASentence() => Assert.All(Enum.GetValues<Reason>(), reason =>
    {
        var decision = new Decision { At = default, Reason = reason, RunState = RunState.Running };
        Assert.EndsWith(".", Explanation.Sentences(decision, new Policy()).First(), StringComparison.Ordinal);
    });

    private static DecisionExplanation Explain(Observation seen, Policy? policy = null)
    {
        policy ??= new Policy();
        var decision = Watchdog.Decide(NodeState.Initial, seen, policy).Decision;
        return DecisionExplanation.Of(new DecisionRecord(1, "node", NodeState.Initial, seen, policy, decision));
    }
}
