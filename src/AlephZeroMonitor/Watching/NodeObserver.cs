using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Projections.Notices;
using AlephZeroMonitor.Projections.Traces;
using AlephZeroMonitor.Targets.Docker;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

/// <summary>Observes one node: its container, its log, and the network. It never judges.</summary>
internal sealed class NodeObserver(string name, Containers containers, Engine engine, OtherMonitors others, RpcNetwork endpoints, NodeReports reports, Settings settings, TimeProvider time, ILogger log) : IAsyncDisposable
{
    /// <summary>How long an observation waits for a log's past; what came by then is judged.</summary>
    private static readonly TimeSpan CatchUpTimeout = TimeSpan.FromSeconds(5);

    private readonly EndpointLog _endpointLog = new(name, log);
    private readonly SelfReportLog _rpcLog = new(name, "RPC", log);
    private readonly SelfReportLog _metricsLog = new(name, "metrics", log);
    private readonly ForkWatch _forkWatch = new(endpoints, time);
    private readonly NetworkFinalityWatch _finalityWatch = new(endpoints, time);
    private LogFollower? _follower;
    private NodeLife? _followed;
    private LineCounts _counted = LineCounts.None;
    private string? _acting;

    /// <summary>How long the container gets to stop, by its own setting.</summary>
    public TimeSpan StopTimeout { get; private set; } = ContainerView.EngineStopTimeout;

    /// <summary>The container's labels when it was last seen running.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; private set; } = new Dictionary<string, string>();

    /// <summary>Looks at everything, and follows the log of the life that it finds.</summary>
    /// <param name="headMaxAge">How old the head may be.</param>
    /// <param name="ct">Ends the observation.</param>
    public async Task<Observation> ObserveAsync(TimeSpan headMaxAge, CancellationToken ct)
    {
        using var span = Spans.Begin("observe");
        var asking = endpoints.AskAsync(headMaxAge, ct);
        var container = await InspectAsync(ct);
        StopTimeout = container.StopTimeout;
        Labels = container.Life is null ? Labels : container.Labels;
        var asksNode = AskNodeAsync(container, ct);
        await FollowAsync(container, ct);
        var (rpc, metrics) = await asksNode;
        var network = await asking;

        // Last, so that the facts are those of a log whose past is read: the stream may have been attached anew meanwhile.
        await CatchUpAsync(ct);
        var facts = _follower?.Facts ?? NodeFacts.None;
        _rpcLog.Write(rpc);
        _metricsLog.Write(metrics);
        _endpointLog.Write(network, facts.ChainName);
        var seen = new Observation
        {
            Head = network.HeadFor(facts.ChainName),
            At = time.GetUtcNow(),
            Elapsed = time.GetElapsedTime(0),
            RunState = container.Status,
            Life = container.Life,
            Facts = facts,
            Counted = _follower?.Counted ?? _counted,
            Report = rpc,
            Metrics = metrics,
            LogProblem = container.Problem ?? _follower?.Problem,
            IsStandingBy = await IsStandingByAsync(container.Life, ct),
        };
        seen = container.Life is null ? seen : seen with { Fork = _forkWatch.Look(seen, ct), Finality = _finalityWatch.Look(seen, ct) };
        span.Tell(seen);
        return seen;
    }

    /// <summary>Makes the next observation read the log's end anew, whatever the stream brought.</summary>
    public Task ReattachAsync() => _follower?.ReattachAsync() ?? Task.CompletedTask;

    /// <summary>What the node logged in the last minute: at most 16 KiB, without what looks like a secret; empty when that can't be read.</summary>
    public Task<string> ReadLastMinuteAsync(NodeLife life, CancellationToken ct) => new LogEnd(new ContainerLog(engine, life.InstanceId), time).ReadAsync(ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_follower is not null)
        {
            await _follower.DisposeAsync();
        }
    }

    private async Task<(SelfReport? Rpc, SelfReport? Metrics)> AskNodeAsync(ContainerView container, CancellationToken ct)
    {
        if (container.Status != RunState.Running)
        {
            return (null, null);
        }

        var (rpcUrl, metricsUrl) = SettingsReader.ReadNodeUrls(Labels, settings);
        var (asksRpc, asksMetrics) = (reports.AskRpcAsync(name, rpcUrl, ct), reports.AskMetricsAsync(name, metricsUrl, ct));
        return (await asksRpc, await asksMetrics);
    }

    private async Task<ContainerView> InspectAsync(CancellationToken ct)
    {
        using var span = Spans.Begin("inspect");
        return await containers.InspectAsync(name, ct);
    }

    private async Task<bool> IsStandingByAsync(NodeLife? life, CancellationToken ct)
    {
        var acting = life is null ? _acting : await others.FindActingAsync(name, life.Value.InstanceId, ct);
        if (acting != _acting)
        {
            log.Acting(name, acting is null ? "this monitor acts on it now" : $"stands by, since another monitor acts on it: {acting}");
        }

        _acting = acting;
        return acting is not null;
    }

    /// <summary>Facts never leak from one life to the next: each has a follower of its own.</summary>
    private async Task FollowAsync(ContainerView container, CancellationToken ct)
    {
        var keepsLife = container.Status is RunState.Paused or RunState.Unreachable || container.Life == _followed;
        if (_follower is { } old && (!keepsLife || old.HasFailed))
        {
            _forkWatch.Reset();
            _finalityWatch.Reset();
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
            _follower = new LogFollower(name, engine, container, time, log, _counted);
            _followed = container.Life;
        }

    }

    private Task CatchUpAsync(CancellationToken ct) => _follower is null ? Task.CompletedTask : Task.WhenAny(_follower.CaughtUp, Task.Delay(CatchUpTimeout, time, ct));
}
