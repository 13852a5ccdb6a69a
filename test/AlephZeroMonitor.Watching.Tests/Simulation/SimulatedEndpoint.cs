using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>An endpoint, seen through the real <see cref="EndpointView"/>.</summary>
internal sealed class SimulatedEndpoint(string host, Chance chance, Chainline chain, bool isReliable)
{
    /// <summary>What it serves when it is what it should be.</summary>
    public const string Chain = "Aleph Zero";

    /// <summary>How long after it began to be honest again its word counts again for sure.</summary>
    private const double TimeToTrust = 1000;

    private double _changesAt = isReliable ? double.PositiveInfinity : chance.Wait(10_000);
    private double _since = double.NegativeInfinity;
    private double _lie;
    private uint _stale;

    /// <summary>What it does now.</summary>
    public EndpointMode Mode { get; private set; }

    /// <summary>What the monitor knows of it.</summary>
    public EndpointView View { get; private set; } = Fresh(host);

    /// <summary>It tells the truth, and did so for long enough that its word counts.</summary>
    public bool IsHonest(double at) => Mode == EndpointMode.Honest && at - _since > TimeToTrust;

    /// <summary>The monitor asks it.</summary>
    /// <param name="at">When.</param>
    /// <param name="elapsed">The same by the clock that never jumps.</param>
    /// <param name="mayMisbehave">It may cease to be honest now.</param>
    public void Ask(double at, TimeSpan elapsed, bool mayMisbehave)
    {
        if (at >= _changesAt)
        {
            Change(at, mayMisbehave);
        }

        var head = chain.HeadAt(at);
        View = Mode switch
        {
            EndpointMode.Silent => View.Failed(new(EndpointProblemKind.NoAnswer)),
            EndpointMode.Stale => Answer(_stale, elapsed),
            EndpointMode.Lying => Answer(head + _lie, elapsed),
            EndpointMode.Drifting => Answer(head + ((at - _since) * _lie / 5000), elapsed),
            _ => Answer(head - chance.In(0, 3), elapsed),
        };
    }

    /// <summary>The monitor has begun anew and knows nothing of it.</summary>
    public void Forget() => View = Fresh(host) with { Chain = View.Chain };

    private static EndpointView Fresh(string host) => new() { Host = host, Chain = Chain };

    private EndpointView Answer(double head, TimeSpan elapsed) => View.Answered(new HeadSample((uint)Math.Max(0, head), elapsed));

    private void Change(double at, bool mayMisbehave)
    {
        Mode = Mode == EndpointMode.Honest && mayMisbehave
            ? chance.Pick(EndpointMode.Silent, EndpointMode.Stale, EndpointMode.Lying, EndpointMode.Drifting, EndpointMode.OtherChain)
            : EndpointMode.Honest;
        _since = at;
        _changesAt = at + chance.Wait(Mode == EndpointMode.Honest ? 10_000 : 2000);
        _stale = (uint)chain.HeadAt(at);
        _lie = chance.Pick<double>(200, 5000, 1_000_000, -150, -5000);
        View = View with { Chain = Mode == EndpointMode.OtherChain ? "Westend" : Chain };
    }
}
