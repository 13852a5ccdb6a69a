namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>Restarts and starts one unit: the only caller of systemd's restart and start.</summary>
internal sealed class UnitActuator(string unit, SystemBus bus, TimeProvider time)
{
    /// <summary>What systemd may take beyond the unit's own times to stop and to start.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(0.2);

    /// <summary>The longest that an action is waited for, whatever the unit's times are: the node is not checked meanwhile.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The longest that an action takes.</summary>
    public static TimeSpan LongestFor(UnitView view) => view.StopTimeout + view.StartTimeout + Margin is var longest && longest < Longest ? longest : Longest;

    /// <summary>Restarts the unit if it still is what the decision was made for. Every failure is a value.</summary>
    /// <param name="life">The life that was judged.</param>
    /// <param name="ct">Ends the call; only then does it throw. systemd goes on with what it was asked for.</param>
    public async ValueTask<ActionOutcome> RestartAsync(NodeLife life, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        var view = await bus.LookAsync(unit, ct);
        return view switch
        {
            { RunState: not RunState.Running } => Abandoned(ActionCause.OtherState, view, begin),
            _ when view.Life != life => Abandoned(ActionCause.OtherLife, view, begin),
            { IsInOtherHands: true } => Abandoned(ActionCause.OwnerStopping, view, begin),
            _ => await AskAsync(bus.RestartAsync, ActionResult.Restarted, life, view, begin, ct),
        };
    }

    /// <summary>Starts a stopped unit. Every failure is a value.</summary>
    /// <param name="endedLife">Its last life.</param>
    public async ValueTask<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        var view = await bus.LookAsync(unit, ct);
        return view switch
        {
            { RunState: not RunState.Stopped } => Abandoned(ActionCause.OtherState, view, begin),
            { LastLife: { } last } when last != endedLife => Abandoned(ActionCause.OtherLife, view, begin),
            { IsInOtherHands: true } => Abandoned(ActionCause.OwnerStopping, view, begin),
            _ => await AskAsync(bus.StartAsync, ActionResult.Started, endedLife, view, begin, ct),
        };
    }

    private async Task<ActionOutcome> AskAsync(
        Func<string, CancellationToken, Task> ask, ActionResult success, NodeLife before, UnitView view, long begin, CancellationToken ct)
    {
        try
        {
            await ask(unit, ct);
        }
        catch (BusException e) when (e.IsConflict)
        {
            return Abandoned(ActionCause.OwnerStopping, view, begin);
        }
        catch (BusException e)
        {
            return new(ActionResult.Failed, time.GetElapsedTime(begin))
            {
                Cause = e.IsAnswer ? ActionCause.Refused : ActionCause.NoAnswer,
                Said = e.IsRefused
                    ? $"polkit does not let this user restart {unit}: {e.Message}. Install the rule deploy/systemd/50-alephzero-monitor.rules for this unit and user"
                    : e.Message,
            };
        }

        return await ConfirmAsync(success, before, LongestFor(view), begin, ct);
    }

    /// <summary>Success is a new invocation. The job is over when none is left; then a unit that was not started again was stopped by another job, or failed.</summary>
    private async Task<ActionOutcome> ConfirmAsync(ActionResult success, NodeLife before, TimeSpan longest, long begin, CancellationToken ct)
    {
        for (var asked = time.GetTimestamp(); time.GetElapsedTime(asked) < longest; await Task.Delay(PollInterval, time, ct))
        {
            var view = await bus.LookAsync(unit, ct);
            if (view.RunState == RunState.Unreachable || view.IsInOtherHands || view.RunState == RunState.Restarting)
            {
                continue;
            }

            var outcome = new ActionOutcome(success, time.GetElapsedTime(begin)) { NewLifeStartedAt = view.LastLife?.StartedAt };
            return view switch
            {
                { RunState: RunState.Running } when view.Life != before => outcome,
                { RunState: RunState.Stopped, LastLife: { } life } when life != before =>
                    outcome with { Result = ActionResult.Failed, Cause = ActionCause.EndedAtOnce, Said = view.End?.Said },
                { RunState: RunState.Stopped } when await UnitJournal.WasAskedToEndAsync(unit, before, time, ct) == true =>
                    new(ActionResult.Abandoned, outcome.Took) { Cause = ActionCause.OwnerStopped },
                _ => new(ActionResult.Failed, outcome.Took) { Cause = ActionCause.NoNewStart, Said = view.End?.Said },
            };
        }

        return new(ActionResult.Failed, time.GetElapsedTime(begin)) { Cause = ActionCause.NoAnswer, Said = "systemd did not end the restart in time" };
    }

    private ActionOutcome Abandoned(ActionCause cause, UnitView view, long begin) => new(ActionResult.Abandoned, time.GetElapsedTime(begin))
    {
        Cause = cause,
        Found = cause == ActionCause.OtherState ? view.RunState : null,
        Said = view.UnreachableSaid,
    };
}
