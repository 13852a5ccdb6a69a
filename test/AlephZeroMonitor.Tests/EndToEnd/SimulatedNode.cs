namespace AlephZeroMonitor.EndToEnd;

/// <summary>The simulated node in its own image, on the host's network, following an endpoint of the test's.</summary>
internal sealed class SimulatedNode : IAsyncDisposable
{
    public string Name { get; } = $"simulated-{Guid.NewGuid():N}"[..20];

    /// <summary>Starts a node whose world runs ten times as fast.</summary>
    public static async Task<SimulatedNode> StartAsync(Endpoint endpoint, string scenario, string engineOptions = "")
    {
        var node = new SimulatedNode();
        await MonitorContainer.RunDockerAsync(
            $"run -d --name {node.Name} --network host {engineOptions} {TestSettings.SimulatorImage} node --scenario {scenario} --network {endpoint.Url} --speed 10 --rpc-port 0");
        return node;
    }

    public async ValueTask DisposeAsync() => await MonitorContainer.RunDockerAsync($"rm -f {Name}");
}
