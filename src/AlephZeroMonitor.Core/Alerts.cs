namespace AlephZeroMonitor.Core;

/// <summary>What people should look at and no restart mends. Names are API.</summary>
[Flags]
public enum Alerts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The node goes on importing blocks, but its finalized block stands still, and the network's doesn't, as far as that is known.</summary>
    FinalityStalled = 1,

    /// <summary>The node finalized another block than the network has at that height: it is on another fork.</summary>
    Forked = 2,

    /// <summary>The node goes on importing blocks, but its finalized block stands still, and so does the network's.</summary>
    NetworkFinalityStalled = 4,

    /// <summary>Three or more restarts in a row did not help. It stands until the node has recovered.</summary>
    RestartsDidNotHelp = 8,

    /// <summary>The node could not be judged for longer than BLIND_AFTER: if it is ill, nobody knows and nothing is done.</summary>
    Blind = 16,

    /// <summary>The node ended by itself, with a failure, and nothing starts it again.</summary>
    Crashed = 32,

    /// <summary>Three or more lives of the node ended by themselves within ten minutes. It stands until a life has lasted ten minutes.</summary>
    CrashLooping = 64,
}
