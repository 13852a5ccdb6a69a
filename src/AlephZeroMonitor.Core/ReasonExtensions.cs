namespace AlephZeroMonitor.Core;

/// <summary>What kinds of reasons there are.</summary>
public static class ReasonExtensions
{
    /// <summary>The reason is a rule that asks for a restart.</summary>
    public static bool AsksForRestart(this Reason reason) => reason <= Reason.Requested;

    /// <summary>The reason says that nothing can be said of the node's lag.</summary>
    public static bool IsBlind(this Reason reason) => reason >= Reason.Unreachable;
}
