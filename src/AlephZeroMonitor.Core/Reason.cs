namespace AlephZeroMonitor.Core;

/// <summary>Why a decision is what it is. The names are API: log, history, metrics and docs use them as they are.</summary>
public enum Reason
{
    /// <summary>R1, asks for a restart: lag is above BLOCK_LAG_100.</summary>
    FarBehind,

    /// <summary>R2, asks for a restart: left major sync, lag above BLOCK_LAG_20, and not producing in the current session.</summary>
    IdleBehind,

    /// <summary>R3, asks for a restart: best hasn't moved for STALL_DURATION while the head has, lag above BLOCK_LAG_20, not producing.</summary>
    Stalled,

    /// <summary>R4, asks for a restart: the lag has grown over the whole of TREND_WINDOW and is above BLOCK_LAG_20, not producing.</summary>
    FallingBehind,

    /// <summary>R5, asks for a restart: an operator asked for it.</summary>
    Requested,

    /// <summary>Well: lag is at most BLOCK_LAG_20.</summary>
    InStep,

    /// <summary>No restart: more than BLOCK_LAG_20 behind, but in major sync.</summary>
    Syncing,

    /// <summary>No restart: more than BLOCK_LAG_20 behind, but producing in the current session.</summary>
    Producing,

    /// <summary>No restart: more than BLOCK_LAG_20 behind, but the log told nothing of major sync.</summary>
    Tolerated,

    /// <summary>No judgement: the Docker engine doesn't answer.</summary>
    Unreachable,

    /// <summary>No judgement: there is no container of that name.</summary>
    Missing,

    /// <summary>No judgement: the container is stopped, paused or being restarted.</summary>
    NotRunning,

    /// <summary>No judgement: the engine can't read the container's log.</summary>
    LogUnreadable,

    /// <summary>No judgement: the log of this life shows no block yet.</summary>
    BestUnknown,

    /// <summary>No judgement: no endpoint tells the network's head.</summary>
    HeadUnknown,

    /// <summary>No judgement: what the endpoints tell of the head is not plausible.</summary>
    HeadUntrusted,
}
