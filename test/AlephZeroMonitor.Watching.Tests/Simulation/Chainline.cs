namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The network's true head: a block a second, but for spans in which the network makes none.</summary>
internal sealed class Chainline
{
    private const double HeadAtBegin = 90_000_000;
    private readonly List<(double From, double To)> _stops = [];

    /// <summary>Draws the spans.</summary>
    public Chainline(Chance chance, double duration, bool stops)
    {
        for (var at = chance.Wait(20_000); stops && at < duration; at += chance.Wait(20_000))
        {
            var to = at + chance.In(60, 3000);
            _stops.Add((at, to));
            at = to;
        }
    }

    /// <summary>The head at a time, with the part of the next block that is done.</summary>
    public double HeadAt(double at)
    {
        var stood = 0.0;
        foreach (var (from, to) in _stops)
        {
            stood += Math.Clamp(at, from, to) - from;
        }

        return HeadAtBegin + at - stood;
    }
}
