namespace AlephZeroMonitor.Core;

/// <summary>What a rule asks for.</summary>
public enum Remedy
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>End the node's life and begin another.</summary>
    Restart,

    /// <summary>Begin a life of a node that is stopped.</summary>
    Start,
}

/// <summary>Why a decision is what it is. Names are API: log, history, metrics and documents use them as they are.</summary>
public enum Reason
{
    /// <summary>R1, asks for a restart: lag is above BLOCK_LAG_100.</summary>
    FarBehind,

    /// <summary>R2, asks for a restart: left major sync, lag above BLOCK_LAG_20, and not producing in the current session.</summary>
    IdleBehind,

    /// <summary>R3, asks for a restart: best has not moved for STALL_DURATION while the head has, lag above BLOCK_LAG_20, not producing.</summary>
    Stalled,

    /// <summary>R4, asks for a restart: the lag has grown over the whole of TREND_WINDOW and is above BLOCK_LAG_20, not producing.</summary>
    FallingBehind,

    /// <summary>R5, asks for a restart: an operator requested it, or a node that this one depends on was restarted.</summary>
    Requested,

    /// <summary>R6, asks for a start: an action of ours ended the node, it is not running, and nobody else wanted it stopped.</summary>
    LeftStopped,

    /// <summary>Well: lag is at most BLOCK_LAG_20.</summary>
    InStep,

    /// <summary>No restart: more than BLOCK_LAG_20 behind, but in major sync.</summary>
    Syncing,

    /// <summary>No restart: more than BLOCK_LAG_20 behind, but producing in the current session.</summary>
    Producing,

    /// <summary>No restart: more than BLOCK_LAG_20 behind, but its log shows nothing of major sync.</summary>
    Tolerated,

    /// <summary>Not a node of the chain, and not judged: it is restarted after a node that it depends on.</summary>
    Dependant,

    /// <summary>No judgement: what runs the node does not answer.</summary>
    Unreachable,

    /// <summary>No judgement: there is no container, unit or pod of that name.</summary>
    Missing,

    /// <summary>No judgement: the node is stopped, paused or being restarted.</summary>
    NotRunning,

    /// <summary>No judgement: the node's log cannot be read to its end.</summary>
    LogUnreadable,

    /// <summary>No judgement: the log of this life shows no block yet.</summary>
    BestUnknown,

    /// <summary>No judgement: no endpoint reports the network's head.</summary>
    HeadUnknown,

    /// <summary>No judgement: what the endpoints report of the head is not plausible.</summary>
    HeadUntrusted,
}

/// <summary>What kinds of reasons there are.</summary>
public static class ReasonExtensions
{
    /// <summary>What the reason asks for.</summary>
    public static Remedy AsksFor(this Reason reason) => reason switch
    {
        <= Reason.Requested => Remedy.Restart,
        Reason.LeftStopped => Remedy.Start,
        _ => Remedy.None,
    };

    /// <summary>The reason is a rule that asks for an action.</summary>
    public static bool AsksForAction(this Reason reason) => reason.AsksFor() != Remedy.None;

    /// <summary>The reason says that nothing is known of the node's lag.</summary>
    public static bool IsBlind(this Reason reason) => reason >= Reason.Unreachable;

    /// <summary>The node may be ill without anybody knowing. That it is stopped, paused or missing is known; between two lives it is not.</summary>
    internal static bool IsInDoubt(this Reason reason, RunState runState) => reason switch
    {
        Reason.Missing => false,
        Reason.NotRunning => runState == RunState.Restarting,
        _ => reason.IsBlind(),
    };
}
