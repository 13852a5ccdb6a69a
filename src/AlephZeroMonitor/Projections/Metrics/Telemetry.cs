using System.Diagnostics.Metrics;

namespace AlephZeroMonitor.Projections.Metrics;

/// <summary>The instruments that the program writes to while it works; what can be read from the board is read there, when somebody asks.</summary>
internal static class Telemetry
{
    /// <summary>The meter's name.</summary>
    public const string Name = "alephzero-monitor";

    /// <summary>All of the program's own metrics.</summary>
    public static readonly Meter Meter = new(Name);

    /// <summary>How long checks take: from the first question to the decision.</summary>
    public static readonly Histogram<double> CheckDuration = Meter.CreateHistogram(
        "alephzero.monitor.check.duration",
        "s",
        "How long a check took, from the first question to the decision.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] });

    /// <summary>Bytes of the nodes' logs.</summary>
    public static readonly Counter<long> LogBytes = Meter.CreateCounter<long>(
        "alephzero.monitor.log.read", "By", "Bytes of the nodes' logs that were read; what is read again after a break counts again.");
}
