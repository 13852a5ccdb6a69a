using System.Diagnostics;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Targets.Docker;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A node whose log is followed within the test's process.</summary>
internal sealed class FollowedNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Engine _engine;
    private readonly LogFollower _follower;

    private FollowedNode(string name, Engine engine, ContainerView container) =>
        (_engine, _follower) = (engine, new LogFollower(name, engine, container, TimeProvider.System, Log));

    public ListLogger<LogFollower> Log { get; } = new();

    public NodeFacts Facts => _follower.Facts ?? NodeFacts.None;

    /// <summary>Follows it by way of a proxy, or directly.</summary>
    public static Task<FollowedNode> StartAsync(NodeContainer node, EngineProxy? proxy) => StartAsync(node.Name, proxy?.Url);

    /// <summary>Follows it by way of an engine's address; null for the usual one.</summary>
    public static async Task<FollowedNode> StartAsync(string name, string? url)
    {
        var settings = new Settings { ContainerNames = [name] };
        var engine = new Engine(url is null ? settings : settings with { DockerHost = new Uri(url) });
        return new FollowedNode(name, engine, await new Containers(engine, settings).InspectAsync(name, TestContext.Current.CancellationToken));
    }

    /// <summary>Waits for facts.</summary>
    public async Task SeeAsync(Func<NodeFacts, bool> isSeen)
    {
        for (var clock = Stopwatch.StartNew(); !isSeen(Facts); await Task.Delay(20))
        {
            if (clock.Elapsed > Patience)
            {
                throw new TimeoutException($"Not seen; the facts are {Facts} after:\n{string.Join('\n', Log.Lines.Select(line => line.Text))}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync();
        _engine.Dispose();
    }
}
