using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A node, an endpoint at <see cref="Head"/>, and a monitor that reaches the engine by way of a proxy.</summary>
internal sealed class ProxiedMonitor : IAsyncDisposable
{
    public required NodeContainer Node { get; init; }

    public required Endpoint Endpoint { get; init; }

    public required EngineProxy Engine { get; init; }

    public required MonitorProcess Monitor { get; init; }

    /// <summary>Starts them.</summary>
    /// <param name="lag">How far the node is behind.</param>
    /// <param name="port">Where the proxy listens; null: on a socket.</param>
    /// <param name="isAway">The engine isn't there at first.</param>
    /// <param name="treat">What the proxy does with requests.</param>
    /// <param name="variables">More settings.</param>
    public static async Task<ProxiedMonitor> StartAsync(
        uint lag, int? port = null, bool isAway = false, Func<string, Treatment?>? treat = null, params (string Name, string Value)[] variables)
    {
        var node = await NodeContainer.StartAsync(Idle(lag));
        var endpoint = await Endpoint.StartAsync(Head);
        var engine = EngineProxy.Start(port: port);
        engine.Treat = treat ?? engine.Treat;
        if (isAway)
        {
            await engine.GoAwayAsync();
        }

        return new ProxiedMonitor { Node = node, Endpoint = endpoint, Engine = engine, Monitor = MonitorProcess.Watch(node, endpoint, [("DOCKER_HOST", engine.Url), .. variables]) };
    }

    public async ValueTask DisposeAsync()
    {
        await Monitor.DisposeAsync();
        await Engine.DisposeAsync();
        await Endpoint.DisposeAsync();
        await Node.DisposeAsync();
    }
}
