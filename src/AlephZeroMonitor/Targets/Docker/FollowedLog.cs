namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The log of one node's present life. Each life has a follower of its own, so that facts never leak from one to the next.</summary>
internal sealed class FollowedLog(string name, Engine engine, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private LogFollower? _follower;
    private bool _isTerminal;
    private NodeLife? _followed;
    private LineCounts _counted = LineCounts.None;

    /// <summary>Follows the log of this container's life. A paused container, and one that cannot be looked at, keep theirs.</summary>
    public async Task FollowAsync(ContainerView container)
    {
        var keepsLife = container.RunState is RunState.Paused or RunState.Unreachable || container.Life == _followed;
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
            _follower = new LogFollower(name, engine, container, time, log, _counted);
            (_followed, _isTerminal) = (container.Life, container.IsTerminal);
        }
    }

    /// <summary>See <see cref="ITarget.ReadLogAsync"/>.</summary>
    public async ValueTask<LogView> ReadAsync(CancellationToken ct)
    {
        if (_follower is not { } follower)
        {
            return new LogView(NodeFacts.None, _counted);
        }

        await follower.JumpWhenBehindAsync(ct);
        await follower.CaughtUp.WaitAsync(follower.Limit, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        return follower switch
        {
            { Problem: null, Facts: { } facts } => new LogView(facts, follower.Counted),
            { Problem: { } problem } => new LogView(NodeFacts.None, follower.Counted, problem),
            _ => new LogView(NodeFacts.None, follower.Counted, new LogProblem(LogProblemKind.Slow)), // Also when the stream broke in this moment.
        };
    }

    /// <summary>See <see cref="ITarget.RefreshLogAsync"/>.</summary>
    public Task RefreshAsync() => _follower?.ReattachAsync() ?? Task.CompletedTask;

    /// <summary>See <see cref="ITarget.ReadLastMinuteAsync"/>.</summary>
    public async ValueTask<string> ReadLastMinuteAsync(NodeLife life, CancellationToken ct) =>
        await new LogEnd(new ContainerLog(engine, life.InstanceId, _isTerminal, time), time).ReadAsync(ct);

    public ValueTask DisposeAsync() => _follower?.DisposeAsync() ?? ValueTask.CompletedTask;
}
