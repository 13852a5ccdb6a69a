namespace AlephZeroMonitor.Core.Simulation;

/// <summary>People who pause a node, ask for its restart, or let another monitor act on it for a while.</summary>
internal sealed class Operators(Chance chance, bool areBusy)
{
    private double _actsAt = areBusy ? chance.Wait(15_000) : double.PositiveInfinity;
    private double _pausedUntil = double.NegativeInfinity;
    private double _standsByUntil = double.NegativeInfinity;
    private OperatorRequest? _request;

    /// <summary>Puts what they asked for into an observation.</summary>
    public Observation Act(double at, Observation seen)
    {
        if (at >= _actsAt)
        {
            _actsAt = at + chance.Wait(15_000);
            switch (chance.Below(3))
            {
                case 0: _pausedUntil = at + chance.Wait(5000); break;
                case 1: _standsByUntil = at + chance.Wait(5000); break;
                default: _request = new OperatorRequest("simulation"); break;
            }
        }

        return areBusy
            ? seen with
            {
                Pause = at < _pausedUntil ? new Pause("simulation", TimeSpan.FromSeconds(_pausedUntil - at)) : null,
                IsStandingBy = at < _standsByUntil,
                Request = _request,
            }
            : seen;
    }

    /// <summary>A request is told once, whatever became of it.</summary>
    public void Served() => _request = null;
}
