using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Knows whether another monitor acts on a node, so that only one restarts it.</summary>
/// <remarks>
/// Of the monitors that run as containers of this image on the engine, the one that was started first acts; the engine itself is the lock, and
/// one that ends is no longer on its list. A monitor outside of a container yields to those; among its like, it acts while it holds a socket name
/// that the kernel frees when the process ends. A monitor that can't act keeps nobody away: see <see cref="PeerMonitor"/>.
/// </remarks>
internal sealed partial class OtherMonitors(Engine engine, Settings settings, TimeProvider time) : IDisposable
{
    private const string Running = """{"label":["org.opencontainers.image.title=alephzero-monitor"],"status":["running"]}""";

    /// <summary>The image's health check runs every 30 s and may take 5; the rest is for a slow machine.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(90);

    private readonly string? _ownId = OwnContainerId();
    private readonly ConcurrentDictionary<string, (string ContainerId, Socket Socket)> _held = new();
    private readonly ConcurrentDictionary<string, long> _noneHealthySince = new();

    /// <summary>Which other monitor acts on a node, for people; null when this one does.</summary>
    /// <param name="node">The node.</param>
    /// <param name="containerId">Its container's id.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="EngineException">Docker does not answer, or makes no sense.</exception>
    public async Task<string?> FindActingAsync(LabelledNode node, string containerId, CancellationToken ct)
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
            if (monitors.Length > (isAmongThem ? 1 : 0) && await FirstAsync(monitors, node, ct) is { } first && first.Id != _ownId)
            {
                return $"the one in container {first.Name}";
            }

            return isAmongThem || Holds(node.Name, containerId) ? null : "another process of this machine";
        }
        catch (Exception e) when (e is OddFieldException or InvalidOperationException) // the last: no list
        {
            throw new EngineException(new(EngineFailureKind.BadAnswer, "GET /containers/json", e.Message), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, socket) in _held.Values)
        {
            socket.Dispose();
        }
    }

    private async Task<PeerMonitor?> FirstAsync(string[] ids, LabelledNode node, CancellationToken ct)
    {
        var acting = new List<PeerMonitor>();
        foreach (var id in ids)
        {
            if (await PeerAsync(id, node, ct) is { } peer)
            {
                acting.Add(peer);
            }
        }

        return PeerMonitor.First(acting, _ownId, HasSettled(node.Name, acting));
    }

    /// <summary>A monitor that can act on the node; null also for one that has gone since it was on the list, such as a verb in a container of its own.</summary>
    private async Task<PeerMonitor?> PeerAsync(string id, LabelledNode node, CancellationToken ct)
    {
        try
        {
            return PeerMonitor.Of(await engine.GetAsync($"/containers/{id}/json", ct), id, node, settings, isOwn: id == _ownId);
        }
        catch (EngineException e) when (e.Failure.Kind == EngineFailureKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Nobody has been healthy for so long that a monitor which had lost Docker, and found it again, would be so by now.</summary>
    private bool HasSettled(string name, List<PeerMonitor> acting)
    {
        if (acting.Any(peer => peer.Health == PeerHealth.Healthy))
        {
            _noneHealthySince.TryRemove(name, out _);
            return true;
        }

        return time.GetElapsedTime(_noneHealthySince.GetOrAdd(name, _ => time.GetTimestamp())) > SettlingTime;
    }

    private bool Holds(string name, string containerId)
    {
        if (_held.TryGetValue(name, out var held))
        {
            if (held.ContainerId == containerId)
            {
                return true;
            }

            held.Socket.Dispose();
            _held.TryRemove(name, out _);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint($"\0alephzero-monitor/{containerId}"));
            _held[name] = (containerId, socket);
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
}
