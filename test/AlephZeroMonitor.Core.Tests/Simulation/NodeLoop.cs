using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core.Simulation;

/// <summary>The monitor's loop of one node, step by step as in the program: observe, decide, save the intent, act, and observe how it ended.</summary>
internal sealed class NodeLoop
{
    private readonly World _world;
    private readonly Chance _chance;
    private readonly int _number;
    private readonly Operators _operators;
    private NodeState _state = NodeState.Initial;
    private RestartOutcome? _outcome;
    private (RestartStreak Streak, ClockReading Clock)? _saved;
    private RestartStreak? _carried;
    private double _askedForRestartAt = double.NegativeInfinity;

    /// <summary>Makes the loop and its node.</summary>
    public NodeLoop(World world, int number, Chance chance)
    {
        (_world, _number, _chance) = (world, number, chance);
        Node = new SimulatedNode(new Chance(chance.Next()), world.Chain, world.Clock, world.Traits.NodeTraits ?? NodeTraits.Of(chance, world.Traits.LogsText));
        _operators = new Operators(new Chance(chance.Next()), world.Traits.Operators);
        DueAt = chance.In(0, world.Traits.CheckInterval);
    }

    /// <summary>The node.</summary>
    public SimulatedNode Node { get; }

    /// <summary>The checkers' account of it.</summary>
    public Book Book { get; } = new();

    /// <summary>When the next check is due.</summary>
    public double DueAt { get; private set; }

    /// <summary>A rule asked for a restart in the last minute.</summary>
    public bool IsSick(double at) => at - _askedForRestartAt <= 60;

    /// <summary>One check.</summary>
    public void Step()
    {
        var at = DueAt;
        DueAt = at + (_chance.Of(0.01) ? _chance.In(0.1, 5) : _world.Traits.CheckInterval);
        var seen = Observe(at);
        var (state, decision) = _world.Monitor.Decide(_state, seen, _world.Traits.Policy);
        if (decision.Restarts)
        {
            at += _chance.In(0.01, 1);
            seen = Observe(at);
            (state, decision) = _world.Monitor.Decide(_state, seen, _world.Traits.Policy);
        }

        var crash = decision.Restarts && _world.Traits.MonitorCrashes && _chance.Of(0.3) ? _chance.Pick(CrashPoint.BeforeSave, CrashPoint.AfterSave, CrashPoint.WhileActing, CrashPoint.BeforeOutcome) : CrashPoint.None;
        _world.Count(decision);
        _world.Record?.Invoke(_number, _carried, seen, decision);
        _carried = null;
        _operators.Served();
        _askedForRestartAt = decision.Reason.AsksForRestart() ? at : _askedForRestartAt;
        if (_outcome is { } ended)
        {
            Book.Ended(at, ended.Result);
        }

        (_state, _outcome) = (state, null);
        var actsAt = at + _chance.In(0, 2);
        Node.Advance(decision.Restarts ? actsAt : at);
        var isAsked = decision.Restarts && crash is not (CrashPoint.BeforeSave or CrashPoint.AfterSave) && IsStillTheSame(seen, actsAt);
        var check = new Check(at, decision.Restarts ? actsAt : at, Node, Book, _world, seen, decision, isAsked);
        Judge(check);
        if (crash != CrashPoint.BeforeSave)
        {
            _saved = (state.Restarts, new ClockReading(seen.At, seen.Elapsed, _world.Clock.Reading(at).BootId));
            Book.Saved(at, seen, decision, _world.Traits.Policy);
        }

        var endsAt = decision.Restarts && crash is not (CrashPoint.BeforeSave or CrashPoint.AfterSave) ? Act(at, actsAt, isAsked) : actsAt;
        if (crash != CrashPoint.None)
        {
            _world.CrashMonitor(crash == CrashPoint.WhileActing ? actsAt + _chance.In(0, endsAt - actsAt) : endsAt);
        }
    }

    /// <summary>The monitor's process began anew: only what was saved is known.</summary>
    public void BeginAnew(double at)
    {
        var now = _world.Clock.Reading(at);
        _carried = _saved is { } saved ? _world.Monitor.Carry(saved.Streak, saved.Clock, now) : RestartStreak.None;
        _state = NodeState.Initial with { Restarts = _carried };
        _outcome = null;
        DueAt = at;
        Book.Restarted(at, _world.Clock);
    }

    private Observation Observe(double at)
    {
        Node.Advance(at);
        var network = _world.Ask(at);
        var container = at < _world.EngineBackAt ? RunState.Unreachable : Node.RunState;
        var isRunning = container == RunState.Running;
        var facts = isRunning || container is RunState.Paused or RunState.Unreachable ? Node.Log.Facts : NodeFacts.None;
        return _operators.Act(at, new Observation
        {
            At = _world.Clock.Wall(at),
            Elapsed = _world.Clock.Elapsed(at),
            RunState = container,
            Life = isRunning ? Node.Life : null,
            Facts = facts,
            Head = _world.Monitor.HeadFor(network, facts.ChainName),
            Outcome = _outcome,
            AreAllOthersSick = _world.Loops is { Count: >= 3 } loops && AreSick(loops, at),
        });
    }

    private bool AreSick(IReadOnlyList<NodeLoop> loops, double at)
    {
        foreach (var loop in loops)
        {
            if (loop != this && !loop.IsSick(at))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsStillTheSame(Observation seen, double at) => at >= _world.EngineBackAt && Node.RunState == RunState.Running && Node.Life == seen.Life;

    /// <summary>The engine does what it is asked for, or something else; returns when that was over.</summary>
    private double Act(double decidedAt, double at, bool isAsked)
    {
        if (!isAsked)
        {
            (_outcome, DueAt) = (new RestartOutcome(RestartResult.Abandoned, "", TimeSpan.Zero), at);
            return at;
        }

        Book.Asked(decidedAt);
        var fails = _world.Traits.EngineFails;
        var took = fails && _chance.Of(0.2) ? _chance.In(20, 80) : _chance.In(1, 12);
        var refuses = fails && _chance.Of(0.2);
        var comesBackLate = fails && !refuses && _chance.Of(0.1);
        if (!refuses)
        {
            Node.Restart(at, comesBackLate ? took + _chance.In(1, 100) : took * 0.9);
        }

        var result = refuses || comesBackLate ? RestartResult.Failed : RestartResult.Restarted;
        (_outcome, DueAt) = (new RestartOutcome(result, "", TimeSpan.FromSeconds(took)), at + took);
        return at + took;
    }

    private void Judge(Check check)
    {
        foreach (var (name, broken) in Invariants.All)
        {
            if (broken(check) is { } what)
            {
                _world.Violations.Add(new Violation(name, _world.Seed, _number, check.At, what));
            }
        }

        _world.Trace?.Invoke(_number, check);
    }
}
