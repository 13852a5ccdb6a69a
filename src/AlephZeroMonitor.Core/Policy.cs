namespace AlephZeroMonitor.Core;

/// <summary>The settings that decisions depend on.</summary>
public sealed record Policy
{
    /// <summary>Lag in blocks above which a node that left major sync and doesn't produce is restarted (BLOCK_LAG_20).</summary>
    public uint BlockLag20 { get; init; } = 20;

    /// <summary>Lag in blocks above which a node is restarted whatever it does (BLOCK_LAG_100).</summary>
    public uint BlockLag100 { get; init; } = 100;

    /// <summary>How long a node is left alone after its start banner (START_GRACE).</summary>
    public TimeSpan StartGrace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a node is left alone after a restart of ours (RESTART_COOLDOWN).</summary>
    public TimeSpan RestartCooldown { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The longest that a node is left alone after restarts that did not help (RESTART_BACKOFF_MAX).</summary>
    public TimeSpan RestartBackoffMax { get; init; } = TimeSpan.FromSeconds(3600);

    /// <summary>How long best may stand still while the head moves (STALL_DURATION); null: the rule is off.</summary>
    public TimeSpan? StallDuration { get; init; }

    /// <summary>How long the lag may grow without a break (TREND_WINDOW); null: the rule is off.</summary>
    public TimeSpan? TrendWindow { get; init; }

    /// <summary>How long a node may stay without a judgement before people are alerted (BLIND_AFTER).</summary>
    public TimeSpan BlindAfter { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>A node whose lag shrinks is left alone (HOLD_WHILE_CATCHING_UP).</summary>
    public bool HoldWhileCatchingUp { get; init; } = true;

    /// <summary>Nothing is ever restarted (DRY_RUN).</summary>
    public bool DryRun { get; init; }
}
