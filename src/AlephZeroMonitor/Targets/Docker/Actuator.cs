namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Restarts and starts one node: the only caller of Docker's restart and start.</summary>
internal sealed class Actuator(
    Engine engine, Containers containers, StopRequests stops, GracefulStop gracefulStop, TimeProvider time)
{
    /// <summary>Within that a new life has to be seen.</summary>
    public static readonly TimeSpan ConfirmationTimeout = TimeSpan.FromSeconds(15);

    /// <summary>What Docker may take beyond the node's own time to stop, before its answer is given up.</summary>
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ConfirmationInterval = TimeSpan.FromSeconds(0.5);

    /// <summary>Within that Docker has a request that outlives this process, before somebody kills it.</summary>
    private static readonly TimeSpan HandOverTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How long a container's restart policy gets to bring it back by itself.</summary>
    private static readonly TimeSpan RestartPolicyDelay = TimeSpan.FromSeconds(2);

    /// <summary>The longest that an action takes for a container.</summary>
    public static TimeSpan LongestFor(ContainerView container) =>
        (container.StopPatience * (container.IsGraceful ? 2 : 1)) + AnswerMargin + SwarmTask.Patience + AnswerMargin;

    /// <summary>Restarts the node if it still is what the decision was made for. Every failure is a value.</summary>
    /// <param name="life">The life that was judged.</param>
    public async ValueTask<ActionOutcome> RestartAsync(string name, NodeLife life, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        var container = await containers.InspectAsync(name, ct);
        if (await WhyNotAsync(container, life, ct) is { } cause)
        {
            return Outcome(ActionResult.Abandoned, begin) with
            {
                Cause = cause,
                Found = cause == ActionCause.OtherState ? container.RunState : null,
                Said = container.UnreachableSaid,
            };
        }

        try
        {
            return await EndAndBeginAsync(container.IsSwarmTask ? name : life.InstanceId, life, container, begin, ct);
        }
        catch (OperationCanceledException) when (container.IsGraceful)
        {
            // The node may have ended by our signal, or is about to: Docker goes on when this process is gone.
            await HandOverAsync(life, begin);
            throw;
        }
    }

    /// <summary>Starts a stopped node. Every failure is a value.</summary>
    /// <param name="endedLife">Its last life.</param>
    public async ValueTask<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        var container = await containers.InspectAsync(endedLife.InstanceId, ct);
        if (container.RunState != RunState.Stopped || container.LastLife != endedLife)
        {
            return Outcome(ActionResult.Abandoned, begin) with
            {
                Cause = container.RunState == RunState.Stopped ? ActionCause.OtherLife : ActionCause.OtherState,
                Found = container.RunState,
                Said = container.UnreachableSaid,
            };
        }

        var refusal = await AskStartAsync(endedLife.InstanceId, ct);
        return await ConfirmAsync(endedLife.InstanceId, endedLife, ActionResult.Started, refusal, begin, ct);
    }

    /// <param name="next">The container in which the next life is to be: for a task of Swarm's it is another one.</param>
    /// <param name="life">The life that was judged.</param>
    /// <param name="container">Its container.</param>
    /// <param name="begin">When the action began.</param>
    private async Task<ActionOutcome> EndAndBeginAsync(string next, NodeLife life, ContainerView container, long begin, CancellationToken ct)
    {
        var (graceful, said) = !container.IsGraceful ? (GracefulEnd.NotAsked, null)
            : container.IsRemovedAtItsEnd ? (GracefulEnd.RemovedAtEnd, null)
            : await gracefulStop.TryAsync(life, container.StopPatience, ct);
        if (container.IsGraceful && stops.HasComeSince(container, begin))
        {
            return Outcome(ActionResult.Abandoned, begin) with { Cause = ActionCause.OwnerStopped, Graceful = graceful };
        }

        stops.OwnRestart = (time.GetUtcNow() - OtherActors.ClockTolerance, DateTimeOffset.MaxValue);
        var refusal = graceful != GracefulEnd.Ended ? await AskAsync(RestartPath(container, life), container.StopPatience, ct)
            : container.IsSwarmTask ? null
            : await BringBackAsync(life.InstanceId, ct);
        var outcome = await ConfirmAsync(next, life, ActionResult.Restarted, refusal, begin, ct);
        return outcome with
        {
            Cause = outcome.HasSucceeded && stops.HasComeSince(container, begin) ? ActionCause.OwnerStopped : outcome.Cause,
            Graceful = graceful,
            Said = outcome.Said ?? said,
        };
    }

    private ActionOutcome Outcome(ActionResult result, long begin) => new(result, time.GetElapsedTime(begin));

    /// <summary>Of a task the end is enough: Swarm makes the next life.</summary>
    private static string RestartPath(ContainerView container, NodeLife life) =>
        $"/containers/{life.InstanceId}/{(container.IsSwarmTask ? "stop" : "restart")}{(container.HasOwnStopTimeout ? "" : $"?t={(long)container.StopTimeout.TotalSeconds}")}";

    private Task<Refusal?> AskStartAsync(string containerId, CancellationToken ct) => AskAsync($"/containers/{containerId}/start", TimeSpan.Zero, ct);

    private async Task HandOverAsync(NodeLife life, long begin)
    {
        using var timeout = new CancellationTokenSource(HandOverTimeout, time);
        try
        {
            var container = await containers.InspectAsync(life.InstanceId, timeout.Token);
            if (container.LastLife == life && container.RunState is RunState.Running or RunState.Stopped && !stops.HasComeSince(container, begin))
            {
                await engine.PostAsync(RestartPath(container, life), null, HandOverTimeout, timeout.Token);
            }
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // It goes on by itself, or the next run finds the intent.
        }
    }

    /// <summary>A container that ended by itself comes back by its restart policy, or else by us.</summary>
    private async Task<Refusal?> BringBackAsync(string containerId, CancellationToken ct)
    {
        await Task.Delay(RestartPolicyDelay, time, ct);
        return (await containers.InspectAsync(containerId, ct)).RunState != RunState.Stopped ? null : await AskStartAsync(containerId, ct);
    }

    private async ValueTask<ActionCause?> WhyNotAsync(ContainerView container, NodeLife life, CancellationToken ct) => container switch
    {
        { RunState: not RunState.Running } => ActionCause.OtherState,
        _ when container.Life != life => ActionCause.OtherLife,
        _ when (await stops.LookAsync(life, container, container.StopTimeout, ct)).Stop != OwnerStop.No => ActionCause.OwnerStopping,
        _ => null,
    };

    private async Task<Refusal?> AskAsync(string path, TimeSpan expected, CancellationToken ct)
    {
        try
        {
            await engine.PostAsync(path, null, expected + AnswerMargin, ct);
            return null;
        }
        catch (EngineException e)
        {
            return new(e.Failure.Kind == EngineFailureKind.NoAnswer ? ActionCause.NoAnswer : ActionCause.Refused, e.Failure.Text);
        }
    }

    /// <summary>Success is a new start time, not Docker's answer.</summary>
    private async Task<ActionOutcome> ConfirmAsync(string next, NodeLife before, ActionResult success, Refusal? refusal, long begin, CancellationToken ct)
    {
        var patience = next == before.InstanceId ? ConfirmationTimeout : SwarmTask.Patience;
        for (var confirming = time.GetTimestamp(); time.GetElapsedTime(confirming) < patience;)
        {
            var container = await containers.InspectAsync(next, ct);
            if (container is { LastLife: { } life, RunState: RunState.Running or RunState.Stopped } && life != before)
            {
                return container.RunState == RunState.Running
                    ? Outcome(success, begin) with { NewLifeStartedAt = life.StartedAt }
                    : Outcome(ActionResult.Failed, begin) with { Cause = ActionCause.EndedAtOnce, NewLifeStartedAt = life.StartedAt };
            }

            if (container.RunState is RunState.Running or RunState.Missing || (refusal is not null && container.RunState == RunState.Stopped))
            {
                break;
            }

            await Task.Delay(ConfirmationInterval, time, ct);
        }

        return Outcome(ActionResult.Failed, begin) with { Cause = refusal?.Cause ?? ActionCause.NoNewStart, Said = refusal?.Said };
    }

    private sealed record Refusal(ActionCause Cause, string? Said = null);
}
