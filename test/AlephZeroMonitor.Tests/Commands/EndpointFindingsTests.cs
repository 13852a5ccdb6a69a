using System.Collections.Immutable;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Commands;

public class EndpointFindingsTests
{
    private static EndpointView Dead { get; } =
        new EndpointView { Host = "https://dead" }.Failed(new EndpointProblem(EndpointProblemKind.NoConnection) { Said = "refused" });

    private static EndpointView Good { get; } = View("https://good", "Aleph Zero");

    [Fact]
    public void Of_DeadEndpointOfTheDefaultList_IsWellWithANote()
    {
        var finding = Find(areDefault: true, Dead, Good)[0];
        Assert.Equal((FindingLevel.Ok, "https://dead: Down: refused; others of the default list answer"), (finding.Level, finding.Text));
    }

    [Fact]
    public void Of_DeadEndpointThatWasSet_IsAWarning() => Assert.Equal([FindingLevel.Warning, FindingLevel.Ok], Levels(areDefault: false, Dead, Good));

    [Fact]
    public void Of_AllDead_IsAnError() => Assert.Equal([FindingLevel.Error, FindingLevel.Error], Levels(areDefault: true, Dead, Dead));

    [Fact]
    public void Of_OtherChain_IsJudgedByTheNodes() =>
        Assert.Equal([FindingLevel.Warning, FindingLevel.Ok], Levels(areDefault: true, View("https://other", "Polkadot"), Good));

    [Fact]
    public void Of_HeadBehindTheNode_IsNoGoodOne() => Assert.Equal(
        [FindingLevel.Error],
        EndpointFindings.Of(new NetworkView([Good]), [new NodeKnowledge("Aleph Zero", Good.Trust.Last!.Value.Number + 1000)], areDefault: false).Select(finding => finding.Level));

    private static FindingLevel[] Levels(bool areDefault, params ImmutableArray<EndpointView> endpoints) => [.. Find(areDefault, endpoints).Select(finding => finding.Level)];

    private static Finding[] Find(bool areDefault, params ImmutableArray<EndpointView> endpoints) =>
        [.. EndpointFindings.Of(new NetworkView(endpoints), [new NodeKnowledge("Aleph Zero")], areDefault)];

    private static EndpointView View(string host, string chain) =>
        new EndpointView { Host = host, Chain = chain }.Answered(new HeadSample(110_000_000, TimeSpan.Zero));
}
