using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core.Memory;

/// <summary>How fast a node imports blocks, from the times of the evidence.</summary>
public static class ImportPace
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(10);

    /// <summary>Measures the last 60 s, or as much as there is, at least 10 s.</summary>
    /// <param name="trail">How best moved, oldest first.</param>
    /// <param name="lastAge">How old its last sample is, by a clock that doesn't jump.</param>
    /// <returns>Blocks a second; null when there is too little evidence.</returns>
    public static double? Measure(ImmutableArray<BestSample> trail, TimeSpan lastAge)
    {
        if (trail.IsEmpty)
        {
            return null;
        }

        var last = trail[^1];
        var now = last.At.At + lastAge;
        var from = trail[0];
        foreach (var sample in trail)
        {
            if (sample.At.At > now - Window)
            {
                break;
            }

            from = sample;
        }

        var span = now - from.At.At;
        span = span > Window ? Window : span;
        return span < ShortestSpan ? null : ((double)last.Best - from.Best) / span.TotalSeconds;
    }
}
