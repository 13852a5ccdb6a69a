namespace AlephZeroMonitor.Core.Logs;

/// <summary>The last minute of a node's best block, in bounded memory: at most one sample a second.</summary>
/// <remarks>Lines less than a second apart share a sample, so a burst of lines is not taken for speed.</remarks>
public sealed class BestTrail
{
    private const int Capacity = 64;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly BestSample[] _samples = new BestSample[Capacity];
    private int _oldest;
    private int _count;

    /// <summary>Adds evidence; evidence earlier than the last sample means that the clock was set back, and the trail starts again.</summary>
    public void Add(LogTime at, uint best)
    {
        if (_count > 0)
        {
            ref var last = ref _samples[(_oldest + _count - 1) % Capacity];
            var passed = at.Since(last.At);
            if (passed < TimeSpan.Zero)
            {
                Clear();
            }
            else if (passed < Step)
            {
                last = last with { Best = best };
                return;
            }
        }

        _samples[(_oldest + _count) % Capacity] = new BestSample(at, best);
        _oldest = _count == Capacity ? (_oldest + 1) % Capacity : _oldest;
        _count = Math.Min(_count + 1, Capacity);
    }

    /// <summary>Forgets all samples.</summary>
    public void Clear() => (_oldest, _count) = (0, 0);

    /// <summary>The samples, oldest first.</summary>
    public ImmutableArray<BestSample> ToImmutable()
    {
        var samples = ImmutableArray.CreateBuilder<BestSample>(_count);
        for (var i = 0; i < _count; i++)
        {
            samples.Add(_samples[(_oldest + i) % Capacity]);
        }

        return samples.MoveToImmutable();
    }
}

/// <summary>The best block at a time.</summary>
/// <param name="At">The time of the evidence.</param>
/// <param name="Best">The best block.</param>
public readonly record struct BestSample(LogTime At, uint Best);
