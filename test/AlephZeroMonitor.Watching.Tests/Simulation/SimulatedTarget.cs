using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The engine in front of a simulated node: it answers, refuses, delays, and leaves nodes stopped.</summary>
internal sealed class SimulatedTarget(Watcher watcher, World world, Chance chance) : ITarget
{
    private TaskCompletionSource<ActionOutcome>? _acting;
    private ActionOutcome? _outcome;

    /// <inheritdoc/>
    public event Action<TargetEvent?>? Happened
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public TimeSpan LongestAction => TimeSpan.FromSeconds(120);

    /// <summary>When the action that is under way ends.</summary>
    public double EndsAt { get; private set; }

    private SimulatedNode Node => watcher.Node;

    private bool IsEngineAway => world.Time.Now < world.EngineBackAt;

    /// <summary>The action that is under way ends now.</summary>
    public void Finish() => _acting!.SetResult(_outcome!);

    /// <inheritdoc/>
    public ValueTask<TargetLook> LookAsync(LastAction? last, CancellationToken ct)
    {
        var at = world.Time.Now;
        Node.Advance(at);
        var state = IsEngineAway ? RunState.Unreachable : Node.RunState;
        var isOurs = last is not null && Node.StopCause is StopCause.OurRestart or StopCause.AfterOurStart;
        return new(new TargetLook(new TargetView
        {
            RunState = state,
            Life = state == RunState.Running ? Node.Life : null,
            EndedLife = state == RunState.Stopped ? Node.Life : null,
            StopCause = state != RunState.Stopped ? StopCause.None : isOurs ? Node.StopCause : StopCause.Other,
            OwnerStop = state == RunState.Running && Node.OwnerStopsAt is not null ? OwnerStop.Pending : OwnerStop.No,
            OwnerStopFor = state == RunState.Running ? TimeSpan.FromSeconds(Math.Max(0, (Node.OwnerStopsAt ?? at) - at)) : null,
            End = state == RunState.Stopped && Node.CrashedAt is { } crashedAt
                ? new LifeEnd(world.Clock.Wall(crashedAt), 1, IsOutOfMemory: false, IsOurs: false) { IsAskedFor = false }
                : null,
            StandingByFor = watcher.Operators.StandsBy(at) ? "simulation" : null,
        }));
    }

    /// <inheritdoc/>
    public ValueTask<LogView> ReadLogAsync(CancellationToken ct)
    {
        var isKnown = IsEngineAway || Node.RunState is RunState.Running or RunState.Paused;
        return new(isKnown && world.Time.Now < Node.LogDamagedUntil
            ? new LogView(NodeFacts.None, LineCounts.None, new LogProblem(LogProblemKind.Damaged))
            : new LogView(isKnown ? Node.Log.Facts : NodeFacts.None, LineCounts.None));
    }

    /// <inheritdoc/>
    public ValueTask RefreshLogAsync(CancellationToken ct)
    {
        world.Time.Now += chance.In(0.01, 1);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<string> ReadLastMinuteAsync(NodeLife life, CancellationToken ct) => new("");

    /// <inheritdoc/>
    public ValueTask<ActionOutcome> RestartAsync(NodeLife life, CancellationToken ct)
    {
        var at = world.Time.Now += chance.In(0, 2);
        Node.Advance(at);
        var isAsked = !IsEngineAway && Node.RunState == RunState.Running && Node.Life == life;
        watcher.Judge(at, isAsked ? Remedy.Restart : Remedy.None);
        if (!isAsked)
        {
            return new(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero) { Cause = ActionCause.OtherState });
        }

        var fails = world.Traits.EngineFails;
        var took = fails && chance.Of(0.2) ? chance.In(20, 80) : chance.In(1, 12);
        if (world.Traits.HasDoubts && chance.Of(0.1))
        {
            // Its owner stops it while our signal is given its time.
            Node.StopAsOwner(at);
            return Act(at, took, ActionResult.Abandoned, ActionCause.OwnerStopped);
        }

        var isDone = true;
        switch (fails ? chance.Below(20) : 20)
        {
            case < 4: // refuses
                isDone = false;
                break;
            case < 6: // comes back late
                Node.Restart(at, took + chance.In(1, 100));
                isDone = false;
                break;
            case 6: // leaves it stopped
                Node.LeaveStopped(at, StopCause.OurRestart);
                isDone = false;
                break;
            case 7: // starts it, and it ends at once
                Node.LeaveStopped(at, StopCause.AfterOurStart);
                isDone = false;
                break;
            default:
                Node.Restart(at, took * 0.9);
                break;
        }

        return Act(at, took, isDone ? ActionResult.Restarted : ActionResult.Failed);
    }

    /// <inheritdoc/>
    public ValueTask<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct)
    {
        var at = world.Time.Now += chance.In(0, 2);
        Node.Advance(at);
        var isBusy = world.Traits.EngineFails && chance.Of(0.2);
        var isAsked = !IsEngineAway && !isBusy && Node.RunState == RunState.Stopped && Node.Life == endedLife;
        watcher.Judge(at, isAsked ? Remedy.Start : Remedy.None);
        if (!isAsked)
        {
            return new(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero) { Cause = ActionCause.OtherState });
        }

        var took = chance.In(0.5, 5);
        var isDone = !chance.Of(0.3);
        if (isDone)
        {
            Node.StartAgain(at, took * 0.9);
        }

        return Act(at, took, isDone ? ActionResult.Started : ActionResult.Failed);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private ValueTask<ActionOutcome> Act(double at, double took, ActionResult result, ActionCause cause = ActionCause.None)
    {
        _outcome = new ActionOutcome(result, TimeSpan.FromSeconds(took)) { Cause = cause };
        _acting = new TaskCompletionSource<ActionOutcome>();
        EndsAt = at + took;
        return new(_acting.Task);
    }
}
