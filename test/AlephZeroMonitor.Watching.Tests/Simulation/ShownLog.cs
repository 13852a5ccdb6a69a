using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The log of one life of a simulated node, and what it shows by now.</summary>
internal sealed class ShownLog(Chance chance, WorldClock clock, NodeTraits traits)
{
    /// <summary>The seconds between two lines with the best block.</summary>
    public const double SampleEvery = 15;

    private double _sampledAt = double.NegativeInfinity;
    private MajorSync _sync;

    /// <summary>The lines.</summary>
    public INodeLog Log { get; } = traits.LogsText ? new TextLog(chance) : new FastLog();

    /// <summary>When the start banner was logged; null when it wasn't yet.</summary>
    public double? BannerAt { get; private set; }

    /// <summary>The best block that is shown; null when none.</summary>
    public uint? Best { get; private set; }

    /// <summary>Since when that is shown.</summary>
    public double BestSince { get; private set; }

    /// <summary>When a block produced in the present session was last logged.</summary>
    public double? ProducedAt { get; private set; }

    /// <summary>When the present session began by the log, if the node produced in the one before; null otherwise.</summary>
    public double? SessionAfterProductionAt { get; private set; }

    /// <summary>When the best block is to be logged next.</summary>
    public double NextSampleAt => _sampledAt + SampleEvery;

    /// <summary>The start banner.</summary>
    public void Banner(double at)
    {
        Log.Banner(clock.Stamp(at));
        BannerAt = at;
    }

    /// <summary>A session begins.</summary>
    public void Session(double at, uint number)
    {
        Log.Session(clock.Stamp(at), number);
        (SessionAfterProductionAt, ProducedAt) = (ProducedAt is null ? null : at, null);
    }

    /// <summary>A block was produced.</summary>
    public void Produced(double at, uint block)
    {
        Log.Produced(clock.Stamp(at), block);
        ProducedAt = at;
    }

    /// <summary>The best block, and the sync state when it changes.</summary>
    public void Sample(double at, uint best, double lag, Illness illness)
    {
        _sampledAt = at;
        var shown = best + (illness == Illness.Boasting ? 10_000u : 0u);
        BestSince = Best == shown ? BestSince : at;
        Best = shown;
        Log.Best(clock.Stamp(at), shown);
        var sync = lag <= 5 ? MajorSync.Left : lag > 100 && illness == Illness.None ? MajorSync.In : _sync;
        if (traits.LogsSync && sync != _sync)
        {
            Log.Sync(clock.Stamp(at), sync);
            _sync = sync;
        }
    }
}
