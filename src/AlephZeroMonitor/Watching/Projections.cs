using AlephZeroMonitor.Core;

using AlephZeroMonitor.Projections.Notices;

namespace AlephZeroMonitor.Watching;

/// <summary>All that is told of decisions and actions: each part is a projection of the same records.</summary>
internal sealed class Projections(DecisionLog decisionLog, TroubleLog troubleLog, AlertLog alertLog, EventLog eventLog, Board board)
{
    /// <summary>A node was checked.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="policy">By which settings.</param>
    /// <param name="took">How long the check took.</param>
    /// <param name="decisionId">The history's id of the last decision that changed something; null when it could not be saved.</param>
    public void Tell(string name, Observation seen, Decision decision, Policy policy, TimeSpan took, long? decisionId)
    {
        troubleLog.Write(name, seen.Facts.Troubles);
        decisionLog.Write(name, decision, policy);
        alertLog.Write(name, decision);
        board.Publish(name, seen, decision, policy, took, decisionId);
    }

    /// <summary>What happens to the node's container from now on is our doing.</summary>
    public void ActionBegins(string name) => eventLog.ActionBegins(name);

    /// <summary>A restart has ended.</summary>
    public void ActionEnded(string name, RestartOutcome outcome)
    {
        eventLog.ActionEnds(name);
        decisionLog.Write(name, outcome);
        board.Publish(name, outcome);
    }
}
