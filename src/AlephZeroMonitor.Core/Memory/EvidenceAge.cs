using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core.Memory;

/// <summary>How old a piece of evidence is, by a clock that doesn't jump.</summary>
/// <remarks>
/// Evidence has Docker's wall clock time, which can be set forward or back at any moment. So its age is taken from it once, when it is first seen
/// (and is 0 when it lies in the future), and grows from then on by elapsed time. When the clock was set since the last look at the
/// node, nothing shows how old new evidence is, and its age is 0, too: a clock that jumps may lengthen a wait, but never shorten one.
/// </remarks>
/// <param name="Evidence">The evidence's time; null when there is none.</param>
/// <param name="AgeWhenSeen">Its age when it was first seen.</param>
/// <param name="SeenAt">When that was, in <see cref="Observation.Elapsed"/>.</param>
public readonly record struct EvidenceAge(LogTime? Evidence, TimeSpan AgeWhenSeen, TimeSpan SeenAt)
{
    /// <summary>The age now; null when there is no evidence.</summary>
    public TimeSpan? At(TimeSpan elapsed) => Evidence is null ? null : AgeWhenSeen + (elapsed - SeenAt);

    /// <summary>Goes on with the evidence that is known, or takes new evidence up.</summary>
    /// <param name="evidence">The evidence's time; null when there is none.</param>
    /// <param name="seen">The observation that shows it.</param>
    /// <param name="hasClockJumped">The wall clock was set since the observation before.</param>
    /// <param name="sinceLook">How long ago the node was last looked at: evidence that follows other evidence is no older, whatever the clock was set to. Null: that is not known, or does not matter.</param>
    public EvidenceAge Next(LogTime? evidence, Observation seen, bool hasClockJumped, TimeSpan? sinceLook = null)
    {
        // Evidence that cannot be read for a while keeps its age, whatever the wall clock shows when it can be read again.
        if (evidence is null || evidence == Evidence)
        {
            return this;
        }

        var age = seen.At - evidence.Value.At;
        age = Evidence is not null && age > sinceLook ? sinceLook.Value : age;
        return new EvidenceAge(evidence, !hasClockJumped && age > TimeSpan.Zero ? age : TimeSpan.Zero, seen.Elapsed);
    }
}
