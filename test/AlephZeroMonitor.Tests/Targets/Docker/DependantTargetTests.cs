using System.Text.Json.Nodes;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A container that depends on a node, as the loop sees it.</summary>
[Collection(nameof(DockerTargetTests))]
public sealed class DependantTargetTests : DockerTargetRun
{
    private protected override Settings Change(Settings settings) => settings with { ContainerNames = [FakeEngine.Name, "service.1", new string('e', 20)] };

    [Theory]
    [InlineData("/service.1.itm4z2c8untb", "service.1.itm4z2c8untb", false)]
    [InlineData("/service.2.itm4z2c8untb", "service.2.itm4z2c8untb", true)]
    [InlineData("/node", null, false)]
    [InlineData("/other", null, true)]
    public async Task LookAsync_ContainerThatASettingNames_IsANode(string name, string? task, bool isDependant)
    {
        Docker.Container["Id"] = new string('d', 64);
        Docker.Container["Name"] = name;
        Docker.Container["Config"]!["Labels"] = task is null ? [] : new JsonObject { ["com.docker.swarm.task.name"] = task };
        await using var target = Source.Open(new string('d', 64));
        Assert.Equal(isDependant, (await target.LookAsync(null, Ct)).View.IsDependant);
    }

    [Fact]
    public async Task LookAsync_BeginOfTheIdThatASettingNames_IsANode()
    {
        Docker.Container["Id"] = new string('e', 64);
        Docker.Container["Name"] = "/other";
        await using var target = Source.Open(new string('e', 20));
        Assert.False((await target.LookAsync(null, Ct)).View.IsDependant);
    }

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
