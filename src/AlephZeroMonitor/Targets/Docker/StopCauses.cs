using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Finds out why a container is stopped: by our last action, or by somebody else's will.</summary>
internal sealed class StopCauses(StopRequests stopRequests, Actuator actuator, Settings settings)
{
    /// <summary>How far our clock and the engine's may differ.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>Finds it out.</summary>
    /// <param name="last">Our last action on the container; null when there is none.</param>
    /// <param name="container">The container, which is stopped.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<StopCause> FindAsync(LastAction? last, ContainerView container, CancellationToken ct)
    {
        if (last is null || container is not { LastLife: { } ended, LifeEndedAt: { } endedAt } || !IsWithin(last, ended, endedAt, container.StopTimeout))
        {
            return StopCause.Other;
        }

        try
        {
            return await FindAsync(last, ended, ct);
        }
        catch (Exception e) when (EngineFailure.Is(e))
        {
            return StopCause.Unknown;
        }
    }

    private async Task<StopCause> FindAsync(LastAction last, NodeLife ended, CancellationToken ct)
    {
        // Another life than the one that the action was about: the action began it.
        if (ended != last.Life)
        {
            return await stopRequests.HasComeSinceAsync(ended.InstanceId, ended.StartedAt, ct) ? StopCause.Other : StopCause.AfterOurStart;
        }

        // A start that did not begin a life, or a restart that was seen to fail.
        if (last.Remedy == Remedy.Start || last.EndedAt is not null)
        {
            return StopCause.OurRestart;
        }

        // Nobody saw how the restart went on. Docker knows nothing of our signal from within, so a request that it knows of is somebody else's.
        var isOurs = settings.GracefulStop && !await stopRequests.HasComeSinceAsync(ended.InstanceId, last.BegunAt - ClockTolerance, ct);
        return isOurs ? StopCause.OurRestart : StopCause.Other;
    }

    /// <summary>The life ended while the action could end it, or soon after the action began it.</summary>
    private bool IsWithin(LastAction last, NodeLife ended, DateTimeOffset endedAt, TimeSpan stopTimeout)
    {
        var isNew = ended != last.Life;
        var earliest = last.BegunAt - ClockTolerance;
        if (isNew)
        {
            var latest = (last.EndedAt ?? last.BegunAt + actuator.LongestFor(stopTimeout)) + Actuator.ConfirmationTimeout;
            return ended.StartedAt >= earliest && endedAt <= latest;
        }

        // The life that a start was about had ended before: it was our restart's already then.
        return last.Remedy == Remedy.Start
            || (endedAt >= earliest && endedAt <= (last.EndedAt + ClockTolerance ?? last.BegunAt + actuator.LongestFor(stopTimeout)));
    }
}
