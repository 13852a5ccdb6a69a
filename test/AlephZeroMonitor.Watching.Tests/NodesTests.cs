using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public class NodesTests
{
    private readonly LoopFixture _fixture = new();

    [Fact]
    public void Add_Several_AreInTheOrderOfTheirNames()
    {
        _fixture.AddNode("z");
        _fixture.AddNode("a");
        Assert.Equal(["a", "node", "z"], _fixture.Nodes.All.Select(node => node.Name));
    }

    [Fact]
    public void Find_Removed_IsNotFound()
    {
        Assert.Same(_fixture.Node, _fixture.Nodes.Find("node"));
        _fixture.Nodes.Remove(_fixture.Node);
        Assert.Null(_fixture.Nodes.Find("node"));
    }

    [Fact]
    public void FindRequest_TwoNodesAskedInTheSameMoment_AreToldApart()
    {
        var other = _fixture.AddNode("a").RequestRestart("test");
        var own = _fixture.Node.RequestRestart("test");
        Assert.Equal(("a", "node"), (_fixture.Nodes.FindRequest(other.Id)?.Node, _fixture.Nodes.FindRequest(own.Id)?.Node));
        Assert.Null(_fixture.Nodes.FindRequest(own.Id + 1));
    }
}
