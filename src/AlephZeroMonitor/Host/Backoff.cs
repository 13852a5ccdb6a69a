namespace AlephZeroMonitor.Host;

/// <summary>Waits between attempts: doubling from the first to the longest.</summary>
/// <param name="first">The first wait.</param>
/// <param name="longest">The longest wait.</param>
/// <param name="jitter">The share of each wait by which it is shortened at most, at random, so that many monitors don't come at once; 0:
/// none.</param>
/// <param name="random">Shortens; null: the process's own.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, double jitter = 0, Random? random = null)
{
    private readonly Random _random = random ?? Random.Shared;
    private TimeSpan? _next;

    /// <summary>The wait before the next attempt.</summary>
    public TimeSpan Next()
    {
        var wait = _next ?? first;
        _next = wait * 2 < longest ? wait * 2 : longest;
        return wait * (1 - (jitter * _random.NextDouble()));
    }

    /// <summary>An attempt succeeded.</summary>
    public void Reset() => _next = null;
}
