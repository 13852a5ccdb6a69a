using System.Collections.Immutable;
namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>The history of one node in memory, which outlives the monitor's crashes. The monitor may crash before and after each write around an action.</summary>
/// <param name="crash">Draws where the monitor crashes in an action that is about to begin.</param>
internal sealed class SimulatedHistory(Func<CrashPoint> crash) : IHistory
{
    private NodeMemory? _memory;
    private (long Id, Decision Decision)? _decision;
    private (long Id, OpenAction Action)? _open;
    private long _lastId;
    private long? _lastActionId;

    /// <summary>Where the monitor crashes in the action that was begun last.</summary>
    public CrashPoint Crash { get; private set; }

    /// <summary>What people were told.</summary>
    public Told Told { get; } = new();

    /// <inheritdoc/>
    public NodeMemory? Load(string node) => _memory;

    /// <inheritdoc/>
    public void Remember(string node, Func<NodeMemory, NodeMemory> change) => _memory = change(_memory ?? NodeMemory.None);

    /// <inheritdoc/>
    public (long Id, Decision Decision)? LastDecision(string node) => _decision;

    /// <inheritdoc/>
    public IReadOnlyList<OpenAction> OpenActions(string node) => _open is { } open ? [open.Action] : [];

    /// <inheritdoc/>
    public long? LastActionId(string node) => _lastActionId;

    /// <inheritdoc/>
    public long? SaveDecision(string node, NodeState before, Observation seen, Policy policy, Decision decision, ImmutableArray<Notice> notices = default)
    {
        Told.Take(notices.IsDefault ? [] : notices);
        _decision = (++_lastId, decision);
        return _lastId;
    }

    /// <inheritdoc/>
    public long? BeginAction(string node, ActionIntent intent, Func<NodeMemory, NodeMemory> change)
    {
        Crash = crash();
        if (Crash == CrashPoint.BeforeSave)
        {
            throw new MonitorCrash();
        }

        Remember(node, change);
        _open = (++_lastId, new OpenAction(_lastId, intent.Remedy, intent.Life, intent.At));
        _lastActionId = _lastId;
        return Crash == CrashPoint.AfterSave ? throw new MonitorCrash() : _lastId;
    }

    /// <inheritdoc/>
    public void EndAction(string node, long id, ActionOutcome outcome, DateTimeOffset at, Func<NodeMemory, NodeMemory> change)
    {
        if (Crash == CrashPoint.BeforeOutcome)
        {
            Crash = CrashPoint.None;
            throw new MonitorCrash();
        }

        Remember(node, change);
        _open = _open?.Id == id ? null : _open;
        if (Crash == CrashPoint.AfterOutcome)
        {
            Crash = CrashPoint.None;
            throw new MonitorCrash();
        }
    }

    /// <inheritdoc/>
    public void SaveEffect(long id, RestartEffect effect, TimeSpan after)
    {
    }

    /// <inheritdoc/>
    public void AddSample(string node, DateTimeOffset at, uint? lag, uint? best, uint? head)
    {
    }

    /// <inheritdoc/>
    public void SaveLife(string node, NodeLife life, DateTimeOffset at)
    {
    }

    /// <inheritdoc/>
    public void EndLife(string node, NodeLife life, LifeEnd ended)
    {
    }

    /// <inheritdoc/>
    public void SaveRequest(string node, OperatorAction action)
    {
    }
}
