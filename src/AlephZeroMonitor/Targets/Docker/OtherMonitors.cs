using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Knows whether another monitor acts on a node, so that only one restarts it.</summary>
/// <remarks>
/// Of the monitors that run as containers of this image on this Docker, the one that was started first acts; Docker itself is the lock, and
/// one that ends is no longer on its list. A monitor outside of a container yields to those; among its like, it acts while it holds
/// the <see cref="MachineLock"/>. A monitor that can't act keeps nobody away: see <see cref="PeerMonitor"/>.
/// </remarks>
internal sealed partial class OtherMonitors(Engine engine, MachineLock machine, Settings settings, TimeProvider time)
{
    private const string Running = """{"label":["org.opencontainers.image.title=alephzero-monitor"],"status":["running"]}""";

    /// <summary>The image's health check runs every 30 s and may take 5; the rest is for a slow machine.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(90);

    /// <summary>The id of the container that this monitor runs in; null when it runs in none.</summary>
    public static string? OwnId { get; } = OwnContainerId();

    private readonly ConcurrentDictionary<string, long> _noneHealthySince = new();

    /// <summary>Which other monitor acts on a node, for people; null when this one does.</summary>
    /// <param name="containerId">Its container's id.</param>
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
            var isAmongThem = monitors.Contains(OwnId);
            if (monitors.Length > (isAmongThem ? 1 : 0) && await FirstAsync(monitors, node, ct) is { } first && first.Id != OwnId)
            {
                return $"monitor {first.Name}";
            }

            return isAmongThem || machine.Holds(node.Name, containerId) ? null : MachineLock.Other;
        }
        catch (Exception e) when (e is OddFieldException or InvalidOperationException) // the last: no list
        {
            throw new EngineException(new(EngineFailureKind.BadAnswer, "GET /containers/json", e.Message), e);
        }
    }

    /// <summary>The node is not watched any more.</summary>
    public void Forget(string node)
    {
        machine.Release(node);
        _noneHealthySince.TryRemove(node, out _);
    }

    /// <summary>The monitor in a container that acts on a node, whoever asks; null when there is none.</summary>
    /// <exception cref="EngineException">Docker does not answer, or makes no sense.</exception>
    public async Task<string?> FindFirstAsync(LabelledNode node, CancellationToken ct)
    {
        var list = await engine.GetAsync($"/containers/json?filters={Uri.EscapeDataString(Running)}", ct);
        return (await FirstAsync([.. list.EnumerateArray().Select(monitor => monitor.Text("Id")).OfType<string>()], node, ct))?.Name;
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

        return PeerMonitor.First(acting, OwnId, HasSettled(node.Name, acting));
    }

    /// <summary>A monitor that can act on the node; null also for one that has gone since it was on the list, such as a verb in a container of its own.</summary>
    private async Task<PeerMonitor?> PeerAsync(string id, LabelledNode node, CancellationToken ct)
    {
        try
        {
            return PeerMonitor.Of(await engine.GetAsync($"/containers/{id}/json", ct), id, node, settings, isOwn: id == OwnId);
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

    /// <summary>Files such as /etc/hostname are mounted from the container's folder, which is in "containers" of Docker's, and in "overlay-containers" of Podman's.</summary>
    [GeneratedRegex("containers/([0-9a-f]{64})/")]
    private static partial Regex ContainerFolder();
}
