using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Configuration;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Restarts nodes: the only caller of the engine's restart.</summary>
internal sealed class Actuator(Engine engine, Containers containers, StopRequests stopRequests, GracefulStop gracefulStop, Settings settings, TimeProvider time)
{
    /// <summary>What the engine may take beyond the node's own time to stop, before we give its answer up.</summary>
    private static readonly TimeSpan EngineMargin = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ConfirmationTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConfirmationInterval = TimeSpan.FromSeconds(0.5);

    /// <summary>Within that the engine has a request that outlives us, and we are gone before somebody kills us.</summary>
    private static readonly TimeSpan HandOverTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How far our clock and the engine's may differ.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>How long a container's restart policy gets to bring it back by itself.</summary>
    private static readonly TimeSpan PolicyPatience = TimeSpan.FromSeconds(2);

    /// <summary>The longest that <see cref="RestartAsync"/> takes for a container with this stop time-out of its own.</summary>
    public TimeSpan LongestFor(TimeSpan stopTimeout) => ((settings.StopTimeout ?? stopTimeout) * (settings.GracefulStop ? 2 : 1)) + EngineMargin + ConfirmationTimeout + EngineMargin;

    /// <summary>Restarts a node if it still is what the decision was made for. Every failure is a value.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="life">The life that was judged.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<RestartOutcome> RestartAsync(string name, NodeLife life, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        var container = await containers.InspectAsync(name, ct);
        if (await WhyNotAsync(container, life, ct) is { } reason)
        {
            return new RestartOutcome(RestartResult.Abandoned, reason, time.GetElapsedTime(begin));
        }

        try
        {
            return await EndAndBeginAsync(life, container, begin, ct);
        }
        catch (OperationCanceledException) when (settings.GracefulStop)
        {
            // The node may have ended by our signal, or is about to: the engine goes on when we are gone.
            await HandOverAsync(life, begin);
            throw;
        }
    }

    /// <summary>Whether a node is stopped because this restart ended it and got no further.</summary>
    /// <param name="restart">The restart.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    /// <returns>Its last life, null when that is not so or can't be told now; and whether it is certain that it is not so.</returns>
    public async Task<(NodeLife? Life, bool IsOthersWill)> LeftStoppedAsync(LastRestart restart, CancellationToken ct)
    {
        var container = await containers.InspectAsync(restart.Life.InstanceId, ct);
        return container is not { Status: RunState.Stopped, LastLife: { } last } ? (null, false)
            : await HasEndedAsync(restart, last, container, ct) is not { } isOurs ? (null, false)
            : isOurs ? (last, false)
            : (null, true);
    }

    /// <summary>Starts a node that our restart left stopped. Every failure is a value.</summary>
    /// <param name="life">Its last life.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<RestartOutcome> StartAgainAsync(NodeLife life, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        var error = await StartAsync(life.InstanceId, ct);
        var (began, problem) = await ConfirmAsync(life, ct);
        return began is not null
            ? new RestartOutcome(RestartResult.Restarted, $"started at {began:yyyy-MM-dd'T'HH:mm:ss'Z'}; the restart before had left it stopped", time.GetElapsedTime(begin), began)
            : new RestartOutcome(RestartResult.Failed, $"it is stopped by the restart before, and can't be started again: {error ?? problem}", time.GetElapsedTime(begin));
    }

    private async Task<RestartOutcome> EndAndBeginAsync(NodeLife life, ContainerView container, long begin, CancellationToken ct)
    {
        var stopTimeout = settings.StopTimeout ?? container.StopTimeout;
        var notGraceful = !settings.GracefulStop ? null
            : container.IsRemovedAtItsEnd ? "the engine removes the container when it ends by itself (--rm)"
            : await gracefulStop.TryAsync(life, stopTimeout, ct);
        if (settings.GracefulStop && stopRequests.HasComeSince(life.InstanceId, begin))
        {
            return new RestartOutcome(RestartResult.Abandoned, "somebody else stopped it meanwhile", time.GetElapsedTime(begin));
        }

        var error = settings.GracefulStop && notGraceful is null
            ? await BringBackAsync(life.InstanceId, ct)
            : await AskEngineAsync((client, timeout) => AskRestartAsync(client, life, timeout), stopTimeout, ct);
        var (began, problem) = await ConfirmAsync(life, ct);
        var took = time.GetElapsedTime(begin);
        var how = !settings.GracefulStop ? "" : notGraceful is null ? "; it ended by itself after SIGTERM" : $"; not gracefully: {notGraceful}";
        return began is not null
            ? new RestartOutcome(RestartResult.Restarted, $"started at {began:yyyy-MM-dd'T'HH:mm:ss'Z'}{how}", took, began)
            : new RestartOutcome(RestartResult.Failed, (error ?? problem) + how, took);
    }

    private Task AskRestartAsync(DockerClient client, NodeLife life, CancellationToken ct) => client.Containers.RestartContainerAsync(
        life.InstanceId, new ContainerRestartParameters { WaitBeforeKillSeconds = (uint?)settings.StopTimeout?.TotalSeconds }, ct);

    private Task<string?> StartAsync(string containerId, CancellationToken ct) =>
        AskEngineAsync((client, timeout) => client.Containers.StartContainerAsync(containerId, new ContainerStartParameters(), timeout), TimeSpan.Zero, ct);

    private async Task HandOverAsync(NodeLife life, long begin)
    {
        using var timeout = new CancellationTokenSource(HandOverTimeout, time);
        try
        {
            var container = await containers.InspectAsync(life.InstanceId, timeout.Token);
            if (container.LastLife == life && container.Status is RunState.Running or RunState.Stopped && !stopRequests.HasComeSince(life.InstanceId, begin))
            {
                await AskRestartAsync(await engine.ConnectAsync(timeout.Token), life, timeout.Token);
            }
        }
        catch (Exception e) when (EngineFailure.Is(e) || e is OperationCanceledException)
        {
            // It goes on by itself, or the next run finds the intent.
        }
    }

    /// <summary>
    /// It was this restart that ended the life: while it went on; or, where nobody saw how it went on, by our signal from within, which the engine knows nothing of, so that a request
    /// that it knows of is somebody else's. Or it began the life, and that ended by itself at once. Null when the engine doesn't answer.
    /// </summary>
    private async Task<bool?> HasEndedAsync(LastRestart restart, NodeLife life, ContainerView container, CancellationToken ct)
    {
        var isNew = life != restart.Life;
        var latest = restart.EndedAt is not { } end ? restart.Begun + LongestFor(container.StopTimeout) : isNew ? end + ConfirmationTimeout : end + ClockTolerance;
        var earliest = restart.Begun - ClockTolerance;
        if (container.PreviousLifeEndedAt is not { } endedAt || endedAt < earliest || endedAt > latest || (isNew && life.StartedAt < earliest))
        {
            return false;
        }

        try
        {
            return isNew ? !await stopRequests.HasComeSinceAsync(life.InstanceId, life.StartedAt, ct)
                : restart.EndedAt is not null || (settings.GracefulStop && !await stopRequests.HasComeSinceAsync(life.InstanceId, earliest, ct));
        }
        catch (Exception e) when (EngineFailure.Is(e))
        {
            return null;
        }
    }

    /// <summary>A container that ended by itself comes back by its restart policy, or else by us.</summary>
    private async Task<string?> BringBackAsync(string containerId, CancellationToken ct)
    {
        await Task.Delay(PolicyPatience, time, ct);
        return (await containers.InspectAsync(containerId, ct)).Status != RunState.Stopped
            ? null
            : await StartAsync(containerId, ct);
    }

    private async Task<string?> WhyNotAsync(ContainerView container, NodeLife life, CancellationToken ct) => container switch
    {
        { Status: not RunState.Running } => $"the container is {container.Status} now",
        _ when container.Life != life => "the container was started again meanwhile",
        _ when await stopRequests.IsPendingAsync(life, settings.StopTimeout ?? container.StopTimeout, ct) => "somebody else is stopping or restarting it",
        _ => null,
    };

    private async Task<string?> AskEngineAsync(Func<DockerClient, CancellationToken, Task> ask, TimeSpan expected, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(expected + EngineMargin);
        try
        {
            await ask(await engine.ConnectAsync(timeout.Token), timeout.Token);
            return null;
        }
        catch (Exception e) when (EngineFailure.Is(e))
        {
            return EngineFailure.Text(e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"the engine gave no answer within {(expected + EngineMargin).TotalSeconds} s";
        }
    }

    /// <summary>Success is a new start time, not the call's answer: when the new life began, or why there is none.</summary>
    private async Task<(DateTimeOffset? Began, string? Problem)> ConfirmAsync(NodeLife before, CancellationToken ct)
    {
        for (var begin = time.GetTimestamp(); time.GetElapsedTime(begin) < ConfirmationTimeout;)
        {
            var container = await containers.InspectAsync(before.InstanceId, ct);
            if (container is { LastLife: { } life, Status: RunState.Running or RunState.Stopped } && life != before)
            {
                return container.Status == RunState.Running ? (life.StartedAt, null) : (null, $"it was started at {life.StartedAt:yyyy-MM-dd'T'HH:mm:ss'Z'} and ended at once: its log tells why");
            }

            if (container.Status is RunState.Running or RunState.Missing)
            {
                break;
            }

            await Task.Delay(ConfirmationInterval, time, ct);
        }

        return (null, "the engine reported success, but the container has no new start time");
    }
}
