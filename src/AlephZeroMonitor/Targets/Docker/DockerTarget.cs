using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A node in a container.</summary>
internal sealed class DockerTarget : ITarget
{
    /// <summary>How long a check waits for a log's past.</summary>
    private static readonly TimeSpan CatchUpTimeout = TimeSpan.FromSeconds(5);

    private readonly string _name;
    private readonly DockerParts _docker;
    private readonly Settings _settings;
    private readonly ILogger _log;
    private readonly OutOfMemory _outOfMemory = new();
    private LogFollower? _follower;
    private NodeLife? _followed;
    private LineCounts _counted = LineCounts.None;
    private ContainerView _container = new(RunState.Unreachable);
    private (string InstanceId, NodeSettings Settings)? _labels;
    private string? _standingByFor;

    /// <summary>Opens it.</summary>
    public DockerTarget(string name, DockerParts docker, Settings settings, ILogger log)
    {
        (_name, _docker, _settings, _log) = (name, docker, settings, log);
        docker.Events.Happened += Take;
    }

    /// <inheritdoc/>
    public event Action<TargetEvent?>? Happened;

    /// <inheritdoc/>
    public TimeSpan LongestAction => _docker.Actuator.LongestFor(_container.StopTimeout);

    /// <inheritdoc/>
    public async ValueTask<TargetView> LookAsync(LastAction? last, CancellationToken ct)
    {
        var container = await _docker.Containers.InspectAsync(_name, ct);
        _container = container;
        await FollowAsync(container);
        var view = new TargetView(container.Status)
        {
            UnreachableSaid = container.Problem,
            Life = container.Life,
            EndedLife = container.Status == RunState.Stopped ? container.LastLife : null,
            Settings = ReadLabels(container),
            StandingByFor = await FindActingAsync(container.Life, ct),
        };
        return container switch
        {
            { Life: { } life } => view with { OwnerStop = await _docker.StopRequests.LookAsync(life, StopTimeout(container), ct) },
            { Status: RunState.Stopped } => view with { StopCause = await _docker.StopCauses.FindAsync(last, container, ct) },
            _ => view,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<LogView> ReadLogAsync(CancellationToken ct)
    {
        if (_follower is not { } follower)
        {
            return new LogView(NodeFacts.None, _counted);
        }

        await Task.WhenAny(follower.CaughtUp, Task.Delay(CatchUpTimeout, _docker.Time, ct));
        return new LogView(follower.Facts ?? NodeFacts.None, follower.Counted, follower.Problem);
    }

    /// <inheritdoc/>
    public async ValueTask RefreshLogAsync(CancellationToken ct)
    {
        if (_follower is { } follower)
        {
            await follower.ReattachAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<string> ReadLastMinuteAsync(NodeLife life, CancellationToken ct) =>
        await new LogEnd(new ContainerLog(_docker.Engine, life.InstanceId), _docker.Time).ReadAsync(ct);

    /// <inheritdoc/>
    public async ValueTask<ActionOutcome> RestartAsync(NodeLife life, CancellationToken ct) => await _docker.Actuator.RestartAsync(_name, life, ct);

    /// <inheritdoc/>
    public async ValueTask<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct) => await _docker.Actuator.StartAsync(endedLife, ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _docker.Events.Happened -= Take;
        if (_follower is not null)
        {
            await _follower.DisposeAsync();
        }
    }

    private TimeSpan StopTimeout(ContainerView container) => _settings.StopTimeout ?? container.StopTimeout;

    private void Take(ContainerEvent? happened)
    {
        if (happened is null || happened.Name == _name || happened.ContainerId == _container.LastLife?.InstanceId)
        {
            Happened?.Invoke(happened?.ToTargetEvent(_outOfMemory));
        }
    }

    /// <summary>A container cannot change its labels; another one can have others.</summary>
    private NodeSettings? ReadLabels(ContainerView container)
    {
        if (container.Life is not { } life)
        {
            return null;
        }

        if (_labels?.InstanceId != life.InstanceId)
        {
            _labels = (life.InstanceId, SettingsReader.ReadNode(container.Labels, _settings));
        }

        return _labels?.Settings;
    }

    private async Task<string?> FindActingAsync(NodeLife? life, CancellationToken ct)
    {
        _standingByFor = life is null ? _standingByFor : await _docker.Others.FindActingAsync(_name, life.Value.InstanceId, ct);
        return _standingByFor;
    }

    /// <summary>Facts never leak from one life to the next: each has a follower of its own.</summary>
    private async Task FollowAsync(ContainerView container)
    {
        var keepsLife = container.Status is RunState.Paused or RunState.Unreachable || container.Life == _followed;
        if (_follower is { } old && (!keepsLife || old.HasFailed))
        {
            (_follower, _followed) = (null, null);
            try
            {
                await old.DisposeAsync();
            }
            finally
            {
                _counted = old.Counted;
            }
        }

        if (container.Life is not null && _follower is null)
        {
            (_follower, _followed) = (new LogFollower(_name, _docker.Engine, container, _docker.Time, _log, _counted), container.Life);
        }
    }
}

/// <summary>What all targets on one Docker engine share.</summary>
/// <param name="Engine">The connection.</param>
/// <param name="Containers">Looks at containers.</param>
/// <param name="Events">What happens to them.</param>
/// <param name="StopRequests">Who has asked them to stop.</param>
/// <param name="StopCauses">Why they are stopped.</param>
/// <param name="Actuator">Restarts and starts them.</param>
/// <param name="Others">Which other monitors act on them.</param>
/// <param name="Time">The clock.</param>
internal sealed record DockerParts(
    Engine Engine, Containers Containers, EngineEvents Events, StopRequests StopRequests, StopCauses StopCauses, Actuator Actuator, OtherMonitors Others, TimeProvider Time);
