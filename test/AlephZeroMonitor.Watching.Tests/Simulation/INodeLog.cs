using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>Where a simulated node logs to. A new one is made for each life.</summary>
internal interface INodeLog
{
    /// <summary>What a reader of the log knows.</summary>
    NodeFacts Facts { get; }

    /// <summary>The start banner.</summary>
    void Banner(LogTime at);

    /// <summary>A line that shows the best block.</summary>
    void Best(LogTime at, uint best);

    /// <summary>"Running session N."</summary>
    void Session(LogTime at, uint session);

    /// <summary>A block was prepared and pre-sealed.</summary>
    void Produced(LogTime at, uint block);

    /// <summary>Major sync was entered or left.</summary>
    void Sync(LogTime at, MajorSync state);
}
