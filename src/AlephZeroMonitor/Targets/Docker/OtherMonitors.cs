using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Knows whether another monitor acts on a node, so that only one restarts it.</summary>
/// <remarks>
/// Of the monitors that run as containers of this image on the engine, the one that was started first acts; the engine itself is the lock, and
/// one that ends is no longer on its list. A monitor outside of a container yields to those; among its like, it acts while it holds a socket name
/// that the kernel frees when the process ends. A monitor that can't act (DRY_RUN) keeps nobody away, and an unhealthy one no
/// healthy one; it counts itself by the same measure, so that two never act at once.
/// </remarks>
internal sealed partial class OtherMonitors(Engine engine, Settings settings) : IDisposable
{
    private const string Running = """{"label":["org.opencontainers.image.title=alephzero-monitor"],"status":["running"]}""";

    private readonly string? _ownId = OwnContainerId();
    private readonly ConcurrentDictionary<string, Socket> _held = new();

    /// <summary>Which other monitor acts on a node, for people; null when this one does.</summary>
    /// <param name="name">The node's container.</param>
    /// <param name="containerId">Its id.</param>
    /// <param name="ct">Ends the call; only then does it throw. An engine that doesn't answer knows of no other.</param>
    public async Task<string?> FindActingAsync(string name, string containerId, CancellationToken ct)
    {
        if (settings.Policy.DryRun || settings.IsLooking)
        {
            return null;
        }

        try
        {
            var list = await engine.GetAsync($"/containers/json?filters={Uri.EscapeDataString(Running)}", ct);
            string[] monitors = [.. list.EnumerateArray().Select(monitor => monitor.Text("Id")).OfType<string>()];
            var isAmongThem = monitors.Contains(_ownId);
            if (monitors.Length > (isAmongThem ? 1 : 0) && await FirstAsync(monitors, name, ct) is { } first && first.Id != _ownId)
            {
                return $"the one in container {first.Name}";
            }

            return isAmongThem || Holds(containerId) ? null : "another process of this machine";
        }
        catch (Exception e) when (e is EngineException or OddFieldException or InvalidOperationException) // the last: no list
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in _held.Values)
        {
            socket.Dispose();
        }
    }

    private async Task<Monitor?> FirstAsync(string[] ids, string name, CancellationToken ct)
    {
        var acting = new List<Monitor>();
        foreach (var id in ids)
        {
            var container = await engine.GetAsync($"/containers/{id}/json", ct);
            if (id == _ownId || ActsOn(container, name))
            {
                acting.Add(new Monitor(
                    id,
                    container.Text("Name")?.TrimStart('/'),
                    container.Time("State.StartedAt") ?? DateTimeOffset.MaxValue,
                    container.Text("State.Health.Status") != "unhealthy"));
            }
        }

        return (acting.Any(monitor => monitor.IsHealthy) ? acting.Where(monitor => monitor.IsHealthy) : acting)
            .MinBy(monitor => (monitor.StartedAt, monitor.Id));
    }

    private bool ActsOn(JsonElement container, string name)
    {
        var variables = container.Items("Config.Env").Select(pair => pair.ToString().Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1]);
        var (peer, _, _) = SettingsReader.Read(variables, isHere: false);
        return container.Flag("State.Running") && !container.Flag("State.Paused")
            && container.Items("Args").Select(argument => argument.ToString()).ToArray() is [] or ["watch"]
            && (peer is null
                ? variables.ContainsKey("CONTAINER_NAME_FILE") // A file of that container can't be read from here: it may name this node.
                : peer.ContainerNames.Contains(name) && !peer.Policy.DryRun
                    && (peer.DockerHost == settings.DockerHost || (peer.DockerHost.Scheme == "unix" && settings.DockerHost.Scheme == "unix")));
    }

    private bool Holds(string containerId)
    {
        if (_held.ContainsKey(containerId))
        {
            return true;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint($"\0alephzero-monitor/{containerId}"));
            _held[containerId] = socket;
            return true;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return e.SocketErrorCode != SocketError.AddressAlreadyInUse;
        }
    }

    private static string? OwnContainerId()
    {
        try
        {
            return File.ReadLines("/proc/self/mountinfo").Select(line => ContainerFolder().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The engine mounts files such as /etc/hostname from its folder for the container.</summary>
    [GeneratedRegex("/containers/([0-9a-f]{64})/")]
    private static partial Regex ContainerFolder();

    private sealed record Monitor(string Id, string? Name, DateTimeOffset StartedAt, bool IsHealthy);
}
