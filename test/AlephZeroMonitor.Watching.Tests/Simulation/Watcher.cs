using System.Diagnostics.CodeAnalysis;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>One node and the real check that watches it, driven in simulated time.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The simulated target holds nothing that has to be given back.")]
internal sealed class Watcher : IProjection
{
    private readonly World _world;
    private readonly Chance _chance;
    private readonly int _number;
    private readonly SimulatedHistory _history;
    private SimulatedTarget _target = null!;
    private Node _node = null!;
    private NodeCheck _check = null!;
    private Task<bool>? _running;
    private double _nextAt;
    private (double At, NodeState Before, Observation Seen, Decision Decision) _judged;
    private bool _isFirstOfRun;
    private Remedy _lastRemedy;

    /// <summary>Makes the node; its monitor begins with <see cref="BeginRun"/>.</summary>
    public Watcher(World world, int number, Chance chance)
    {
        (_world, _number, _chance) = (world, number, chance);
        Node = new SimulatedNode(new Chance(chance.Next()), world.Chain, world.Clock, world.Traits.NodeTraits ?? NodeTraits.Of(chance, world.Traits.LogsText));
        Operators = new Operators(new Chance(chance.Next()), world.Traits.Operators);
        _history = new SimulatedHistory(DrawCrash);
        DueAt = chance.In(0, world.Traits.CheckInterval);
    }

    /// <summary>The node.</summary>
    public SimulatedNode Node { get; }

    /// <summary>Its operators.</summary>
    public Operators Operators { get; }

    /// <summary>The checkers' account of it.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>When something is due: a check, or the end of an action.</summary>
    public double DueAt { get; private set; }

    /// <summary>An action on it is under way.</summary>
    public bool IsActing => _running is { IsCompleted: false };

    /// <summary>A run of the monitor begins: only what was saved is known.</summary>
    /// <param name="nodes">The set of nodes of this run.</param>
    /// <param name="context">What the loops of this run share.</param>
    public void BeginRun(Nodes nodes, LoopContext context)
    {
        context = context with { History = _history, Projections = this, Functions = context.Functions with { Decide = Decide } };
        _target = new SimulatedTarget(this, _world, _chance);
        _node = new Node($"{_number}", TimeSpan.FromSeconds(_world.Traits.CheckInterval), new NodeSettings(_world.Traits.Policy), context);
        _node.Asked += () => DueAt = _running is null ? Math.Min(DueAt, _world.Time.Now) : DueAt;
        nodes.Add(_node);
        _check = new NodeCheck(_node, _target, context);
        (_running, _isFirstOfRun) = (null, true);
    }

    /// <summary>The monitor's process begins again after a crash.</summary>
    public void Restarted(double at)
    {
        DueAt = at;
        Ledger.Restarted(at, _world.Clock);
    }

    /// <summary>The monitor does nothing until then.</summary>
    public void Halt(double until) => DueAt = Math.Max(DueAt, until);

    /// <summary>What is due happens.</summary>
    public void Step()
    {
        _world.Time.Now = DueAt;
        try
        {
            if (_running is null)
            {
                Operators.Act(DueAt, _node);
                _nextAt = DueAt + (_chance.Of(0.01) ? _chance.In(0.1, 5) : _world.Traits.CheckInterval);
                _running = _check.RunAsync(TimeSpan.FromSeconds(1), CancellationToken.None).AsTask();
            }
            else if (_history.Crash == CrashPoint.WhileActing)
            {
                throw new MonitorCrash();
            }
            else
            {
                _target.Finish();
            }

            Harvest();
        }
        catch (MonitorCrash)
        {
            SettleCrash();
            _world.CrashMonitor(_world.Time.Now);
        }
    }

    /// <summary>Judges the check by the truth, at the moment when the engine would be asked.</summary>
    /// <param name="at">That moment.</param>
    /// <param name="asked">What the engine is asked for.</param>
    public void Judge(double at, Remedy asked)
    {
        var (seenAt, _, seen, decision) = _judged;
        if (seen.Outcome is { } ended)
        {
            Ledger.Ended(seenAt, ended);
        }

        var check = new Check(seenAt, at, Node, Ledger, _world, seen, decision, asked) { Told = _history.Told };
        foreach (var (name, broken) in Invariants.All)
        {
            if (broken(check) is { } what)
            {
                _world.Violations.Add(new Violation(name, _world.Seed, _number, check.At, what));
            }
        }

        _world.Trace?.Invoke(_number, check);
        Save();
        if (asked == Remedy.Restart)
        {
            Ledger.Asked(seenAt);
        }
    }

    void IProjection.Checked(NodeReport report)
    {
        _world.Count(report.Decision);
        _world.Record?.Invoke(_number, _isFirstOfRun ? _judged.Before : null, report.Seen, report.Decision);
        _isFirstOfRun = false;
        if (!report.Decision.Acts)
        {
            Judge(_judged.At, Remedy.None);
        }
    }

    private (NodeState State, Decision Decision) Decide(NodeState state, Observation seen, Policy policy)
    {
        var (next, decision) = _world.Functions.Decide(state, seen, policy);
        _judged = (_world.Time.Now, state, seen, decision);
        return (next, decision);
    }

    private void Harvest()
    {
        if (_running is not { IsCompleted: true } check)
        {
            DueAt = _history.Crash == CrashPoint.WhileActing ? _chance.In(_world.Time.Now, _target.EndsAt) : _target.EndsAt;
            return;
        }

        _running = null;
        DueAt = check.GetAwaiter().GetResult() ? _world.Time.Now : Math.Max(_nextAt, _world.Time.Now);
    }

    /// <summary>The account of a check that the crash cut off before it was reported.</summary>
    private void SettleCrash()
    {
        if (_history.Crash is CrashPoint.BeforeSave or CrashPoint.AfterSave && _running is null)
        {
            var isSaved = _history.Crash == CrashPoint.AfterSave;
            if (isSaved)
            {
                Judge(_world.Time.Now, Remedy.None);
            }
        }
    }

    private CrashPoint DrawCrash() => _world.Traits.MonitorCrashes && _chance.Of(0.3)
        ? _chance.Pick(CrashPoint.BeforeSave, CrashPoint.AfterSave, CrashPoint.WhileActing, CrashPoint.BeforeOutcome, CrashPoint.AfterOutcome)
        : CrashPoint.None;

    private void Save()
    {
        var (at, _, seen, decision) = _judged;
        var completes = decision.Reason == Reason.LeftStopped && seen.StopCause == StopCause.OurRestart && _lastRemedy == Remedy.Restart;
        _lastRemedy = decision.Acts ? decision.Reason.AsksFor() : _lastRemedy;
        Ledger.Saved(at, seen, decision, _world.Traits.Policy, completes);
    }
}
