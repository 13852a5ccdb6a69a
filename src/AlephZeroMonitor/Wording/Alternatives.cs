using AlephZeroMonitor.Core;
using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>What would have made another decision of it.</summary>
internal static class Alternatives
{
    /// <summary>Single changes of a setting that turn a restart into none, or none into a restart; each is tried by deciding again.</summary>
    /// <param name="state">What was remembered when it was decided.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="policy">The settings then.</param>
    /// <param name="decision">What was decided.</param>
    public static IEnumerable<string> Of(NodeState state, Observation seen, Policy policy, Decision decision)
    {
        if (decision.Lag is not { } lag)
        {
            return [];
        }

        var under = lag == 0 ? 0 : lag - 1;
        (string Change, Policy Policy)[] changes =
        [
            (Invariant($"BLOCK_LAG_100={lag}"), policy with { BlockLag100 = lag }),
            (Invariant($"BLOCK_LAG_100={under}"), policy with { BlockLag100 = under }),
            (Invariant($"BLOCK_LAG_20={lag}"), policy with { BlockLag20 = lag }),
            (Invariant($"BLOCK_LAG_20={under}"), policy with { BlockLag20 = under }),
            ("STALL_DURATION not set", policy with { StallDuration = null }),
            ("TREND_WINDOW not set", policy with { TrendWindow = null }),
            ("START_GRACE=0", policy with { StartGrace = TimeSpan.Zero }),
            ("RESTART_COOLDOWN=0", policy with { RestartCooldown = TimeSpan.Zero }),
            ("HOLD_WHILE_CATCHING_UP=false", policy with { HoldWhileCatchingUp = false }),
            ("DRY_RUN=false", policy with { DryRun = false }),
        ];
        return from change in changes
               let other = Watchdog.Decide(state, seen, change.Policy).Decision
               where other.Restarts != decision.Restarts
               select $"with {change.Change}: {DecisionText.Outcome(other)}";
    }
}
