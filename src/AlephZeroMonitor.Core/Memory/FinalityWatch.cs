namespace AlephZeroMonitor.Core.Memory;

/// <summary>Whether a node's finalized block keeps up with its best block.</summary>
/// <param name="Finalized">The highest finalized block seen in this life.</param>
/// <param name="Best">Best when that was first seen, and from <paramref name="Since"/> on, where it moved to then.</param>
/// <param name="Since">When best first moved after that, in <see cref="Observation.Elapsed"/>: a node that stood still as a whole is given its time from there; null before.</param>
public readonly record struct FinalityWatch(uint Finalized, uint Best, TimeSpan? Since)
{
    /// <summary>How long finality may stand still while best moves.</summary>
    public static readonly TimeSpan StallTime = TimeSpan.FromSeconds(120);

    /// <summary>Takes up what an observation shows. Nothing is remembered of a node that doesn't run; one that cannot be looked at may run.</summary>
    internal static FinalityWatch? Next(FinalityWatch? last, in JoinedObservation joined) => (joined.Seen.RunState, joined.Node) switch
    {
        (RunState.Unreachable, _) => last,
        (not RunState.Running, _) => null,
        (_, { Best: { } best, Finalized: { } finalized }) when last is not { } watch || finalized > watch.Finalized => new(finalized, best, null),
        (_, { Best: { } best, Finalized: not null }) when last is { Since: null } watch && best > watch.Best => watch with { Best = best, Since = joined.Seen.Elapsed },
        _ => last,
    };

    /// <summary>The alert, if any: finality is stalled when it has stood still for <see cref="StallTime"/> while best moved.</summary>
    internal AlertKind? Judge(in JoinedObservation joined) => joined.Seen switch
    {
        var seen when !(seen.Elapsed - Since >= StallTime && joined.Node.Best > Best) => null,
        { Finality: { } network } when network.IsStalled(Finalized) => AlertKind.NetworkFinalityStalled,
        _ => AlertKind.FinalityStalled,
    };
}
