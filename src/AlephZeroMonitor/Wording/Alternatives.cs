using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>Which settings would have led to another decision.</summary>
internal static class Alternatives
{
    /// <summary>Single changes of a setting that turn an action into none, or none into one; each is tried by deciding again.</summary>
    public static IEnumerable<string> Of(DecisionRecord saved) =>
        from change in OfLag(saved.Decision.Lag, saved.Policy).Concat(OfOthers(saved.Policy))
        let other = Watchdog.Decide(saved.State, saved.Seen, change.Policy).Decision
        where other.Acts != saved.Decision.Acts
        select $"with {change.Setting}: {DecisionText.Outcome(other)}";

    private static IEnumerable<(string Setting, Policy Policy)> OfLag(uint? known, Policy policy)
    {
        if (known is not { } lag)
        {
            return [];
        }

        var under = lag == 0 ? 0 : lag - 1;
        return
        [
            (Invariant($"BLOCK_LAG_100={lag}"), policy with { BlockLag100 = lag }),
            (Invariant($"BLOCK_LAG_100={under}"), policy with { BlockLag100 = under }),
            (Invariant($"BLOCK_LAG_20={lag}"), policy with { BlockLag20 = lag }),
            (Invariant($"BLOCK_LAG_20={under}"), policy with { BlockLag20 = under }),
        ];
    }

    private static IEnumerable<(string Setting, Policy Policy)> OfOthers(Policy policy) =>
    [
        ("STALL_DURATION not set", policy with { StallDuration = null }),
        ("TREND_WINDOW not set", policy with { TrendWindow = null }),
        ("START_GRACE=0", policy with { StartGrace = TimeSpan.Zero }),
        ("RESTART_COOLDOWN=0", policy with { RestartCooldown = TimeSpan.Zero }),
        ("HOLD_WHILE_CATCHING_UP=false", policy with { HoldWhileCatchingUp = false }),
        ("DRY_RUN=false", policy with { DryRun = false }),
    ];
}
