using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AlephZeroMonitor.Host;

/// <summary>The program's meter, and the instruments that are written to while it works. Other instruments are read on request.</summary>
internal static class Telemetry
{
    /// <summary>The name of the meter; the activity source has the same.</summary>
    public const string Name = Product.Name;

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

/// <summary>The spans of calls, which belong to a step of a check. Each is null unless somebody listens. docs/telemetry.md lists them.</summary>
internal static class Spans
{
    /// <summary>Begins a call of an endpoint. Its path, query and user are left out: they may hold keys.</summary>
    public static Activity? BeginCall(Uri url, string method) => Steps.Source.StartActivity(method, ActivityKind.Client)?
        .SetTag("rpc.system.name", "jsonrpc").SetTag("rpc.method", method)
        .SetTag("url.scheme", url.Scheme).SetTag("server.address", url.Host).SetTag("server.port", url.Port);

    /// <summary>Marks a step as failed, unless there is no problem.</summary>
    public static void Tell(this Activity? span, string? problem)
    {
        if (problem is not null)
        {
            span?.SetStatus(ActivityStatusCode.Error, problem);
        }
    }
}
