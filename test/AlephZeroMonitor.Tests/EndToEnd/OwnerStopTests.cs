using Docker.DotNet.Models;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A slow stop that the monitor cannot know of for certain is not undone.</summary>
public class OwnerStopTests
{
    /// <summary>More than the engine remembers.</summary>
    private const int ManyEvents = 300;

    [Theory]
    [InlineData("the stream breaks")]
    [InlineData("the monitor is restarted")]
    [InlineData("a proxy refuses the events")]
    public async Task Monitor_OwnersStopThatTheEngineHasForgotten_IsNotUndone(string what)
    {
        await using var scene = await ProxiedMonitor.StartAsync(5, treat: request =>
            what.StartsWith("a proxy", StringComparison.Ordinal) && request.Contains("/events", StringComparison.Ordinal) ? new Treatment { Status = 403 } : null);
        await scene.Monitor.SeeAsync(": InStep");
        var stopping = NodeContainer.Docker.Containers.StopContainerAsync(scene.Node.Name, new() { WaitBeforeKillSeconds = 15 }, TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await MakeEventsAsync();
        await using var second = what.StartsWith("the monitor", StringComparison.Ordinal) ? await ReplaceAsync(scene) : null;
        if (what.StartsWith("the stream", StringComparison.Ordinal))
        {
            await scene.Engine.GoAwayAsync();
            scene.Engine.ComeBack();
        }

        var monitor = second ?? scene.Monitor;
        scene.Endpoint.Head += 40;
        await monitor.SeeAsync("would restart: IdleBehind; held: OwnerStopping");
        await stopping;
        await monitor.SeeAsync(": NotRunning (");
        await monitor.CheckThriceAsync();
        Assert.False(await scene.Node.IsRunningAsync());
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_SignalsOfItsOwnFailedRestart_AreNotTakenForItsOwners()
    {
        NodeContainer? node = null;
        var failures = 0;
        await using var scene = await ProxiedMonitor.StartAsync(
            5,
            treat: request => request.Contains("/restart", StringComparison.Ordinal) && failures++ == 0 ? Fail() : null,
            variables: [("RESTART_COOLDOWN", "5")]);
        await scene.Monitor.SeeAsync(": InStep");
        node = scene.Node;
        scene.Endpoint.Head += 40;
        await scene.Monitor.SeeAsync("did not receive an exit event");
        await scene.Monitor.SeeAsync(": restarted in");
        Assert.DoesNotContain("OwnerStopping", scene.Monitor.ToString());

        // As Docker does with a process that nothing ends: it is asked to stop, and its life goes on.
        Treatment Fail()
        {
            NodeContainer.Docker.Containers.KillContainerAsync(node!.Name, new() { Signal = "SIGTERM" }).Wait();
            return new Treatment { Status = 500, Body = """{"message":"tried to kill container, but did not receive an exit event"}""" };
        }
    }

    private static async Task<MonitorProcess> ReplaceAsync(ProxiedMonitor scene)
    {
        await scene.Monitor.EndAsync();
        return MonitorProcess.Watch(scene.Node, scene.Endpoint, ("DOCKER_HOST", scene.Engine.Url));
    }

    private static async Task MakeEventsAsync()
    {
        for (var i = 0; i < ManyEvents / 2; i++)
        {
            var volume = await NodeContainer.Docker.Volumes.CreateAsync(new VolumesCreateParameters(), TestContext.Current.CancellationToken);
            await NodeContainer.Docker.Volumes.RemoveAsync(volume.Name!, true, TestContext.Current.CancellationToken);
        }
    }
}
