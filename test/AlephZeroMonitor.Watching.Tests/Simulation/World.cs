using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>A world made from a seed: the network, its endpoints, the machine's clocks, the engine, the nodes and the monitor that watches them.</summary>
internal sealed class World
{
    private const double JumpsEvery = 2500;

    /// <summary>Seconds that a loop may look twice in.</summary>
    private const double LongestLook = 3.5;

    private readonly Chance _chance;
    private readonly SimulatedEndpoint[] _endpoints;
    private readonly Watcher[] _loops;
    private double _jumpsAt;
    private double _crashesAt;
    private double _engineFailsAt;
    private double _doubtsAt;
    private double _steppedAt;
    private double _askedAt = double.NegativeInfinity;

    /// <summary>Makes it.</summary>
    /// <param name="seed">All that it is made from.</param>
    /// <param name="days">How long it lasts.</param>
    /// <param name="functions">What watches it.</param>
    /// <param name="traits">What it is like; drawn when null.</param>
    public World(ulong seed, double days, LoopFunctions functions, WorldTraits? traits = null)
    {
        (Seed, Functions, _chance) = (seed, functions, new Chance(seed));
        Duration = days * 86_400;
        Traits = traits ?? WorldTraits.Of(_chance);
        Clock = new WorldClock(Traits.Drift);
        Time = new WorldTime(Clock);
        Chain = new Chainline(_chance, Duration, Traits.NetworkStops);
        _endpoints = [.. Enumerable.Range(0, Traits.Endpoints).Select(i => new SimulatedEndpoint($"http://{i}", new Chance(_chance.Next()), Chain, Traits.Honest))];
        _loops = [.. Enumerable.Range(0, Traits.Nodes).Select(i => new Watcher(this, i, new Chance(_chance.Next())))];
        _jumpsAt = Traits.ClockJumps ? _chance.Wait(JumpsEvery) : double.PositiveInfinity;
        _crashesAt = Traits.MonitorCrashes ? _chance.Wait(15_000) : double.PositiveInfinity;
        _engineFailsAt = Traits.EngineFails ? _chance.Wait(20_000) : double.PositiveInfinity;
        _doubtsAt = Traits.HasDoubts ? _chance.Wait(10_000) : double.PositiveInfinity;
        BeginRun();
    }

    /// <summary>Its seed.</summary>
    public ulong Seed { get; }

    /// <summary>What judges it.</summary>
    public LoopFunctions Functions { get; }

    /// <summary>What it is like.</summary>
    public WorldTraits Traits { get; }

    /// <summary>How long it lasts, in seconds.</summary>
    public double Duration { get; }

    /// <summary>The network's true head.</summary>
    public Chainline Chain { get; }

    /// <summary>The machine's clocks.</summary>
    public WorldClock Clock { get; }

    /// <summary>The same clocks, as the program reads them.</summary>
    public WorldTime Time { get; }

    /// <summary>The nodes and the checks that watch them.</summary>
    public IReadOnlyList<Watcher> Loops => _loops;

    /// <summary>The network, as the monitor was last told of it.</summary>
    public NetworkView Network { get; private set; } = new([]);

    /// <summary>When the monitor forgot what it knew of the endpoints.</summary>
    public double ForgotAt { get; private set; } = double.NegativeInfinity;

    /// <summary>The engine doesn't answer until then.</summary>
    public double EngineBackAt { get; private set; } = double.NegativeInfinity;

    /// <summary>What did not hold.</summary>
    public List<Violation> Violations { get; } = [];

    /// <summary>A hash of all decisions.</summary>
    public ulong Fingerprint { get; private set; } = 14_695_981_039_346_656_037;

    /// <summary>How many decisions were made.</summary>
    public long Decisions { get; private set; }

    /// <summary>Takes each check, for a trace; null: nobody does.</summary>
    public Action<int, Check>? Trace { get; init; }

    /// <summary>Takes what each run of a node's loop was given and decided, for a replay; null: nobody does.</summary>
    public Action<int, NodeState?, Observation, Decision>? Record { get; init; }

    /// <summary>No endpoint that the monitor can believe in tells a head.</summary>
    public bool IsBlind => _endpoints.All(endpoint => endpoint.Mode is EndpointMode.Silent or EndpointMode.OtherChain);

    /// <summary>All endpoints tell the truth, and their word counts.</summary>
    public bool AreHeadsHonest(double at) => _endpoints.All(endpoint => endpoint.IsHonest(at)) && at - ForgotAt > 900;

    /// <summary>Lets it all happen.</summary>
    public void Run()
    {
        while (true)
        {
            var loop = _loops.MinBy(each => each.DueAt)!;
            if (loop.DueAt > Duration)
            {
                return;
            }

            Happen(loop.DueAt);
            _steppedAt = loop.DueAt;
            loop.Step();
        }
    }

    /// <summary>The monitor asks the endpoints, or shares an answer that is a second old at most.</summary>
    public NetworkView Ask()
    {
        var at = Time.Now;
        if (at - _askedAt > 1)
        {
            _askedAt = at;
            foreach (var endpoint in _endpoints)
            {
                endpoint.Ask(at, Clock.Elapsed(at), !Traits.OneLiar || _endpoints.All(each => each.IsHonest(at)));
            }

            Network = new NetworkView([.. _endpoints.Select(endpoint => endpoint.View)]);
        }

        return Network;
    }

    /// <summary>The monitor's process ends, and begins anew a while later; perhaps the whole machine does.</summary>
    public void CrashMonitor(double at)
    {
        var back = at + _chance.Pick(1, _chance.Wait(60), _chance.Wait(2000));
        if (_chance.Of(0.2))
        {
            Clock.Boot(back - 1);
            foreach (var loop in _loops.Where(loop => loop.Node.RunState == RunState.Running))
            {
                loop.Node.Advance(at);
                loop.Node.Die(at, Math.Max(0, back - at - _chance.In(0, 1)));
            }
        }

        foreach (var endpoint in _endpoints)
        {
            endpoint.Forget();
        }

        (ForgotAt, _askedAt) = (back, double.NegativeInfinity);
        Time.Now = back;
        BeginRun();
        foreach (var loop in _loops)
        {
            loop.Restarted(back);
        }
    }

    /// <summary>Takes a decision into the fingerprint.</summary>
    public void Count(Decision decision)
    {
        Decisions++;
        var text = (((ulong)decision.Reason * 16) + (ulong)decision.Hold) ^ ((ulong)(decision.Lag ?? 0) << 8) ^ ((ulong)(decision.HoldFor?.Ticks ?? 0) << 20) ^ ((ulong)decision.At.Ticks << 5);
        Fingerprint = (Fingerprint ^ text ^ (decision.Escalates ? 1UL << 63 : 0)) * 1_099_511_628_211;
    }

    private void BeginRun()
    {
        var nodes = new Nodes();
        var context = new LoopContext(new SimulatedNetwork(this), null!, null!, new Fleet(nodes, Time, TimeSpan.Zero), Time, Clock.Reading(Time.Now).BootId)
        {
            Functions = Functions,
        };
        foreach (var loop in _loops)
        {
            loop.BeginRun(nodes, context);
        }
    }

    private void Happen(double at)
    {
        if (at >= _jumpsAt)
        {
            // Not before what was observed already: the monitor may have crashed and come back since.
            Clock.Jump(Math.Max(_jumpsAt, _steppedAt + LongestLook), _chance.Pick(-1, 1) * _chance.Pick<double>(5, 70, 400, 4000, 100_000));
            _jumpsAt = at + _chance.Wait(JumpsEvery);
        }

        if (at >= _engineFailsAt)
        {
            EngineBackAt = at + _chance.Wait(300);
            _engineFailsAt = EngineBackAt + _chance.Wait(20_000);
            foreach (var loop in _loops.Where(loop => _chance.Of(0.5) && loop.Node.RunState == RunState.Running))
            {
                loop.Node.Advance(at);
                loop.Node.Die(at, _chance.In(1, 60));
            }
        }

        if (at >= _doubtsAt)
        {
            _doubtsAt = at + _chance.Wait(10_000);
            BeginDoubt(at, _chance.Pick(_loops));
        }

        if (at >= _crashesAt)
        {
            _crashesAt = at + _chance.Wait(15_000);
            CrashMonitor(at);
        }
    }

    /// <summary>A node crashes for good, its log cannot be read for a while, or nobody looks, perhaps because the whole machine stands still.</summary>
    private void BeginDoubt(double at, Watcher loop)
    {
        loop.Node.Advance(at);
        switch (_chance.Below(3))
        {
            case 0:
                loop.Node.Crash(at);
                break;
            case 1:
                loop.Node.LogDamagedUntil = at + _chance.Wait(600);
                break;
            default:
                Halt(at, at + _chance.In(100, 3000), _chance.Of(0.5));
                break;
        }
    }

    private void Halt(double at, double until, bool isWhole)
    {
        foreach (var loop in _loops)
        {
            loop.Halt(until);
            if (isWhole)
            {
                loop.Node.Sleep(at, until);
            }
        }
    }
}
