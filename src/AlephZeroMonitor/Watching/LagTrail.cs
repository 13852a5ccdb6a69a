namespace AlephZeroMonitor.Watching;

/// <summary>A node's lag over the last day, a sample a minute. Safe for use by several threads at once.</summary>
internal sealed class LagTrail
{
    private const int Minutes = 24 * 60;

    private readonly Lock _gate = new();
    private readonly Queue<LagSample> _past = new();
    private LagSample? _current;

    /// <summary>Takes a lag up; of a minute the greatest counts.</summary>
    public void Add(DateTimeOffset at, uint lag)
    {
        var minute = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        lock (_gate)
        {
            if (_current is { } current && current.At == minute)
            {
                lag = Math.Max(lag, current.Lag);
            }
            else if (_current is { } over)
            {
                _past.Enqueue(over);
            }

            if (_past.Count == Minutes)
            {
                _past.Dequeue();
            }

            _current = new LagSample(minute, lag);
        }
    }

    /// <summary>A copy of the samples, oldest first; the last is of a minute that is not over.</summary>
    public LagSample[] ToArray()
    {
        lock (_gate)
        {
            return _current is { } current ? [.. _past, current] : [];
        }
    }
}
