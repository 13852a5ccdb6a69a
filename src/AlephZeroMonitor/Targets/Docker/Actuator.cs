using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Configuration;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Restarts and starts containers: the only caller of the engine's restart and start. Every failure is a value.</summary>
internal sealed class Actuator(Engine engine, Containers containers, StopRequests stopRequests, GracefulStop gracefulStop, Settings settings, TimeProvider time)
{
    /// <summary>How long a new start time is waited for.</summary>
    public static readonly TimeSpan ConfirmationTimeout = TimeSpan.FromSeconds(15);

    /// <summary>What the engine may take beyond the node's own time to stop.</summary>
    private static readonly TimeSpan EngineMargin = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ConfirmationInterval = TimeSpan.FromSeconds(0.5);

    /// <summary>Within that the engine has a request that outlives us, before somebody kills us.</summary>
    private static readonly TimeSpan HandOverTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How long a container's restart policy gets to bring it back by itself.</summary>
    private static readonly TimeSpan PolicyPatience = TimeSpan.FromSeconds(2);

    /// <summary>The longest that an action takes for a container with this stop time-out of its own.</summary>
    public TimeSpan LongestFor(TimeSpan stopTimeout) =>
        ((settings.StopTimeout ?? stopTimeout) * (settings.GracefulStop ? 2 : 1)) + EngineMargin + ConfirmationTimeout + EngineMargin;

    /// <summary>Restarts a node if it still is what the decision was made for.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="life">The life that was judged.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<ActionOutcome> RestartAsync(string name, NodeLife life, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        var container = await containers.InspectAsync(name, ct);
        var outcome = new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero);
        outcome = container switch
        {
            { Status: not RunState.Running } => outcome with { Cause = ActionCause.OtherState, Found = container.Status },
            _ when container.Life != life => outcome with { Cause = ActionCause.OtherLife },
            _ when await stopRequests.LookAsync(life, settings.StopTimeout ?? container.StopTimeout, ct) != OwnerStop.No =>
                outcome with { Cause = ActionCause.OwnerStopping },
            _ => await RestartOrHandOverAsync(life, container, begin, ct),
        };
        return outcome with { Took = time.GetElapsedTime(begin) };
    }

    /// <summary>Starts a node that is stopped since this life ended.</summary>
    public async Task<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        var container = await containers.InspectAsync(endedLife.InstanceId, ct);
        if (container.Status != RunState.Stopped || container.LastLife != endedLife)
        {
            return new ActionOutcome(ActionResult.Abandoned, time.GetElapsedTime(begin)) { Cause = ActionCause.OtherState, Found = container.Status };
        }

        var refusal = await AskStartAsync(endedLife.InstanceId, ct);
        var outcome = await ConfirmAsync(endedLife, ActionResult.Started, refusal, ct);
        return outcome with { Took = time.GetElapsedTime(begin) };
    }

    private async Task<ActionOutcome> RestartOrHandOverAsync(NodeLife life, ContainerView container, long begin, CancellationToken ct)
    {
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

    private async Task<ActionOutcome> EndAndBeginAsync(NodeLife life, ContainerView container, long begin, CancellationToken ct)
    {
        var stopTimeout = settings.StopTimeout ?? container.StopTimeout;
        var (graceful, said) = !settings.GracefulStop ? (GracefulEnd.NotAsked, null)
            : container.IsRemovedAtItsEnd ? (GracefulEnd.RemovedAtEnd, null)
            : await gracefulStop.TryAsync(life, stopTimeout, ct);
        if (settings.GracefulStop && stopRequests.HasComeSince(life.InstanceId, begin))
        {
            return new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero) { Cause = ActionCause.OwnerStopped, Graceful = graceful };
        }

        var refusal = graceful == GracefulEnd.Ended
            ? await BringBackAsync(life.InstanceId, ct)
            : await AskEngineAsync((client, timeout) => AskRestartAsync(client, life, timeout), stopTimeout, ct);
        var outcome = await ConfirmAsync(life, ActionResult.Restarted, refusal, ct);
        return outcome with { Graceful = graceful, Said = outcome.Said ?? said };
    }

    private Task AskRestartAsync(DockerClient client, NodeLife life, CancellationToken ct) => client.Containers.RestartContainerAsync(
        life.InstanceId, new ContainerRestartParameters { WaitBeforeKillSeconds = (uint?)settings.StopTimeout?.TotalSeconds }, ct);

    private Task<Refusal?> AskStartAsync(string containerId, CancellationToken ct) => AskEngineAsync(
        (client, timeout) => client.Containers.StartContainerAsync(containerId, new ContainerStartParameters(), timeout), TimeSpan.Zero, ct);

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

    /// <summary>A container that ended by itself comes back by its restart policy, or else by us.</summary>
    private async Task<Refusal?> BringBackAsync(string containerId, CancellationToken ct)
    {
        await Task.Delay(PolicyPatience, time, ct);
        return (await containers.InspectAsync(containerId, ct)).Status == RunState.Stopped ? await AskStartAsync(containerId, ct) : null;
    }

    private async Task<Refusal?> AskEngineAsync(Func<DockerClient, CancellationToken, Task> ask, TimeSpan expected, CancellationToken ct)
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
            return new Refusal(ActionCause.Refused, EngineFailure.Text(e));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Refusal(ActionCause.NoAnswer, null);
        }
    }

    /// <summary>Success is a new start time, not the call's answer.</summary>
    private async Task<ActionOutcome> ConfirmAsync(NodeLife before, ActionResult success, Refusal? refusal, CancellationToken ct)
    {
        var failed = new ActionOutcome(ActionResult.Failed, TimeSpan.Zero) { Cause = refusal?.Cause ?? ActionCause.NoNewStart, Said = refusal?.Said };
        for (var begin = time.GetTimestamp(); time.GetElapsedTime(begin) < ConfirmationTimeout;)
        {
            var container = await containers.InspectAsync(before.InstanceId, ct);
            switch (container)
            {
                case { LastLife: { } life, Status: RunState.Running } when life != before:
                    return new ActionOutcome(success, TimeSpan.Zero) { NewLifeStartedAt = life.StartedAt };
                case { LastLife: { } life, Status: RunState.Stopped } when life != before:
                    return failed with { Cause = refusal?.Cause ?? ActionCause.EndedAtOnce, NewLifeStartedAt = life.StartedAt };
                case { Status: RunState.Running or RunState.Missing }:
                    return failed;
            }

            await Task.Delay(ConfirmationInterval, time, ct);
        }

        return failed;
    }

    /// <summary>Why the engine did not do what it was asked for.</summary>
    private sealed record Refusal(ActionCause Cause, string? Said);
}
