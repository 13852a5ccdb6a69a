namespace AlephZeroMonitor.Core;

/// <summary>Random numbers from a seed (SplitMix64): the same seed gives the same numbers on every machine.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with this probability.</summary>
    public bool Of(double probability) => Unit() < probability;

    /// <summary>A number in [from, to).</summary>
    public double In(double from, double to) => from + (Unit() * (to - from));

    /// <summary>A whole number in [0, count).</summary>
    public int Below(int count) => (int)(Unit() * count);

    /// <summary>One of these, each as likely.</summary>
    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>A waiting time with this mean.</summary>
    public double Wait(double mean) => -Math.Log(1 - Unit()) * mean;
}
