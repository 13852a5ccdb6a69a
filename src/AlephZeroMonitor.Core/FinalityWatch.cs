namespace AlephZeroMonitor.Core;

/// <summary>Whether a node's finalized block keeps up with its best block.</summary>
/// <param name="Finalized">The highest finalized block seen in this life.</param>
/// <param name="Best">Best when that was first seen, and from <paramref name="Since"/> on, where it moved to then.</param>
/// <param name="Since">When best first moved after that, in <see cref="Observation.Elapsed"/>: a node that stood still as a whole is given its time from there; null before.</param>
public readonly record struct FinalityWatch(uint Finalized, uint Best, TimeSpan? Since)
{
    /// <summary>How long finality may stand still while best moves.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Takes up what an observation shows. Nothing is remembered of a node that doesn't run.</summary>
    public static FinalityWatch? Next(FinalityWatch? last, Observation seen, bool isSameLife)
    {
        last = isSameLife && seen.RunState == RunState.Running ? last : null;
        if (seen.RunState != RunState.Running || seen.Node is not { Best: { } best, Finalized: { } finalized })
        {
            return last;
        }

        return last is not { } watch || finalized > watch.Finalized ? new FinalityWatch(finalized, best, null)
            : watch.Since is null && best > watch.Best ? watch with { Best = best, Since = seen.Elapsed }
            : watch;
    }

    /// <summary>What is to be said: something when finality has stood still for <see cref="Patience"/> while best moved.</summary>
    public Alerts Judge(Observation seen) =>
        !(seen.Elapsed - Since >= Patience && seen.Node.Best > Best) ? Alerts.None
        : seen.Finality is { } network && network.IsStalled(Finalized) ? Alerts.NetworkFinalityStalled
        : Alerts.FinalityStalled;
}
