using System.Text.Json.Nodes;
using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A container that depends on a node, as the loop sees it.</summary>
[Collection(nameof(DockerTargetTests))]
public sealed class DependantTargetTests : DockerTargetRun
{
    [Fact]
    public async Task LookAsync_NoSettingNamesIt_DependsOnItsParentAndIsNotRead()
    {
        await using var target = Source.Open(FakeEngine.Id[..12]);
        Docker.Container["Name"] = "/tunnel";
        Docker.Container["Config"]!["Labels"] = new JsonObject { ["alephzero-monitor.depends-on"] = "x, y," };
        Docker.Container["HostConfig"]!["NetworkMode"] = "container:parent";
        Docker.Container["State"]!["Running"] = true;
        var (view, settings) = await target.LookAsync(null, Ct);
        Assert.True(view.IsDependant);
        Assert.Equal(["x", "y"], view.DependsOn);
        Assert.Equal("parent", view.ParentDown);
        Assert.Empty(settings!.Problems);
        Assert.Equal(NodeFacts.None, (await target.ReadLogAsync(Ct)).Facts);
        Assert.DoesNotContain(Docker.Requests, request => request.Contains("/logs", StringComparison.Ordinal));
    }
}
