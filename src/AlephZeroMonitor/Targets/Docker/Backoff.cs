namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Waits between attempts to reach the engine: from half a second, doubling, to 30 s.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _next = Shortest;

    /// <summary>The wait before the next attempt.</summary>
    public TimeSpan Next()
    {
        var wait = _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait;
    }

    /// <summary>An attempt succeeded.</summary>
    public void Reset() => _next = Shortest;
}
