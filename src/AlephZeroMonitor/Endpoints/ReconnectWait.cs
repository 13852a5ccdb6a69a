namespace AlephZeroMonitor.Endpoints;

/// <summary>Waits between connections to an endpoint: from a second, doubling, to a minute, each shortened at random so that many monitors don't come at once.</summary>
internal sealed class ReconnectWait(Random random)
{
    private const double LeastShare = 0.5;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private TimeSpan _next = Shortest;

    /// <summary>A connection that lasted so long was a good one.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait before the next connection.</summary>
    /// <param name="lasted">How long the last one lasted.</param>
    public TimeSpan Next(TimeSpan lasted)
    {
        var wait = lasted >= Longest ? Shortest : _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait * (LeastShare + ((1 - LeastShare) * random.NextDouble()));
    }
}
