namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>People who pause a node, ask for its restart, or let another monitor act on it for a while.</summary>
internal sealed class Operators(Chance chance, bool areBusy)
{
    private double _actsAt = areBusy ? chance.Wait(15_000) : double.PositiveInfinity;
    private double _standsByUntil = double.NegativeInfinity;

    /// <summary>Another monitor acts on the node.</summary>
    public bool StandsBy(double at) => at < _standsByUntil;

    /// <summary>They do what is due.</summary>
    public void Act(double at, Node node)
    {
        if (at < _actsAt)
        {
            return;
        }

        _actsAt = at + chance.Wait(15_000);
        switch (chance.Below(3))
        {
            case 0: node.PauseFor(TimeSpan.FromSeconds(chance.Wait(5000)), "simulation"); break;
            case 1: _standsByUntil = at + chance.Wait(5000); break;
            default: node.RequestRestart("simulation"); break;
        }
    }
}
