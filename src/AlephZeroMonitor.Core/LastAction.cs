namespace AlephZeroMonitor.Core;

/// <summary>Our last restart or start of a node: what may have left it stopped.</summary>
/// <param name="Remedy">What was done.</param>
/// <param name="Life">The life that it was to end; for a start, the life that had ended before.</param>
/// <param name="BegunAt">When it was decided (wall clock).</param>
/// <param name="EndedAt">When it was seen to have ended, well or not (wall clock); null while that is not known.</param>
public sealed record LastAction(Remedy Remedy, NodeLife Life, DateTimeOffset BegunAt, DateTimeOffset? EndedAt = null)
{
    /// <summary>It followed that of a node that this one depends on: what depends on both follows the first alone, so that no circle goes on.</summary>
    public bool FollowsParent { get; init; }

    /// <summary>Since then there was no monitor for so long that the node's owner may have left it stopped, without anything that shows it.</summary>
    public bool IsBeforeAnAbsence { get; init; }

    /// <summary>
    /// What is left of it once its outcome is known. Of an abandoned restart nothing: what then ends the node is not ours. An abandoned start leaves the node
    /// stopped as it was, so that it is tried again.
    /// </summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="at">When it was seen (wall clock).</param>
    public LastAction? After(ActionOutcome outcome, DateTimeOffset at) =>
        (outcome.Result, Remedy) == (ActionResult.Abandoned, Remedy.Restart) ? null : this with { EndedAt = EndedAt ?? at };
}
