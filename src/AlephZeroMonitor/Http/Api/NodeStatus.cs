using System.Collections.Immutable;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Http.Api;

/// <summary>A node as its last check showed it. What is not known is null.</summary>
internal sealed record NodeStatus
{
    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was checked.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>The check is no older than CHECK_INTERVAL and a minute.</summary>
    public bool IsFresh { get; init; }

    /// <summary>The container's state.</summary>
    public RunState? RunState { get; init; }

    /// <summary>The rule that asks for a restart, or why none does.</summary>
    public Reason? Reason { get; init; }

    /// <summary>Why the restart that the rule asks for is not carried out now; null when nothing holds it, or no rule asks.</summary>
    public Hold? Hold { get; init; }

    /// <summary>When the hold ends; null for one without a set end.</summary>
    public DateTimeOffset? HoldUntil { get; init; }

    /// <summary>Until when an operator paused its restarts; null when it isn't paused.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>It is never restarted: DRY_RUN is set, or an operator asked for a dry run.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>A rule asks for a restart.</summary>
    public bool AsksForRestart { get; init; }

    /// <summary>Nothing can be said of the node's lag.</summary>
    public bool IsBlind { get; init; }

    /// <summary>The decision in words.</summary>
    public string? Summary { get; init; }

    /// <summary>Why log or head are not known.</summary>
    public string? Problem { get; init; }

    /// <summary>The decision that brought the node's present state about; see /api/v1/decisions.</summary>
    public long? DecisionId { get; init; }

    /// <summary>Blocks behind the network's head.</summary>
    public uint? Lag { get; init; }

    /// <summary>Lag above which an idle node is restarted (BLOCK_LAG_20).</summary>
    public uint? BlockLag20 { get; init; }

    /// <summary>Lag above which a node is restarted whatever it does (BLOCK_LAG_100).</summary>
    public uint? BlockLag100 { get; init; }

    /// <summary>The node's highest block by its latest evidence.</summary>
    public uint? Best { get; init; }

    /// <summary>Where it is known from.</summary>
    public BestSource? BestSource { get; init; }

    /// <summary>The log and the node's own RPC differ by more than BLOCK_LAG_20; null when they don't.</summary>
    public string? Disagreement { get; init; }

    /// <summary>What people should look at and no restart mends.</summary>
    public ImmutableArray<Alerts> Alerts { get; init; } = [];

    /// <summary>The time of that evidence.</summary>
    public DateTimeOffset? BestAt { get; init; }

    /// <summary>The node's highest finalized block.</summary>
    public uint? Finalized { get; init; }

    /// <summary>The network's latest block.</summary>
    public uint? Head { get; init; }

    /// <summary>The head hasn't moved for two minutes, so that the lag may be more than it shows.</summary>
    public bool IsHeadStale { get; init; }

    /// <summary>Blocks that the node imports a second.</summary>
    public double? ImportRate { get; init; }

    /// <summary>Blocks that the network makes a second.</summary>
    public double? HeadRate { get; init; }

    /// <summary>Seconds until the lag is 0 at this pace; null when it doesn't shrink.</summary>
    public double? CatchUpSeconds { get; init; }

    /// <summary>Connected peers.</summary>
    public uint? Peers { get; init; }

    /// <summary>What the log told of major sync.</summary>
    public MajorSync? MajorSync { get; init; }

    /// <summary>The session by the log.</summary>
    public uint? Session { get; init; }

    /// <summary>When it began, by the log.</summary>
    public DateTimeOffset? SessionStartedAt { get; init; }

    /// <summary>The node produces blocks in its current session.</summary>
    public bool IsProducing { get; init; }

    /// <summary>Blocks that it prepared in the session.</summary>
    public int Prepared { get; init; }

    /// <summary>Blocks that it pre-sealed in the session.</summary>
    public int PreSealed { get; init; }

    /// <summary>When it last produced in the session.</summary>
    public DateTimeOffset? ProducedAt { get; init; }

    /// <summary>The name of the node's chain.</summary>
    public string? Chain { get; init; }

    /// <summary>When the container's current life began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Reorganisations in this life.</summary>
    public int Reorgs { get; init; }

    /// <summary>Lines of the log that were read.</summary>
    public long LogLines { get; init; }

    /// <summary>Restarts of ours since the monitor's start.</summary>
    public long Restarts { get; init; }

    /// <summary>How often its restarts helped, by reason; only reasons for which it was restarted.</summary>
    public ImmutableArray<HelpEntry> RestartHelp { get; init; } = [];

    /// <summary>Trouble that the log tells of.</summary>
    public ImmutableArray<TroubleEntry> Troubles { get; init; } = [];
}
