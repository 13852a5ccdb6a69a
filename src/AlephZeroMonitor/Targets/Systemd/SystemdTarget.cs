namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>A node that runs as a systemd service.</summary>
internal sealed class SystemdTarget : ITarget
{
    private readonly string _unit;
    private readonly SystemBus _bus;
    private readonly MachineLock _machine;
    private readonly UnitActuator _actuator;
    private readonly UnitEnds _ends;
    private readonly Func<string?> _actingMonitor;
    private readonly TimeProvider _time;
    private UnitView _view = new(RunState.Unreachable);
    private NodeLife? _lastLife;
    private JournalLog? _log;
    private LineCounts _counted = LineCounts.None;
    private bool _hasSeenALife;

    /// <summary>Listens.</summary>
    public SystemdTarget(string unit, SystemBus bus, MachineLock machine, Settings settings, TimeProvider time)
    {
        (_unit, _bus, _machine, _time) = (unit, bus, machine, time);
        (_actuator, _ends) = (new UnitActuator(unit, bus, time), new UnitEnds(unit, time));
        _actingMonitor = () => settings.Policy.DryRun || settings.IsLooking || machine.Holds(unit, $"{Settings.UnitPrefix}{unit}") ? null : MachineLock.Other;
        bus.Changed += OnChanged;
    }

    public event Action<TargetEvent?>? Happened;

    public TimeSpan LongestAction => UnitActuator.LongestFor(_view);

    public TimeSpan LongestStop => _view.StopTimeout;

    public async ValueTask<TargetLook> LookAsync(LastAction? last, CancellationToken ct)
    {
        using (Steps.Begin("inspect"))
        {
            _view = await _bus.LookAsync(_unit, ct);
        }

        // systemd forgets the invocation of a stopped unit that nothing refers to.
        var life = _lastLife = _view.LastLife ?? _lastLife ?? last?.Life;
        await FollowAsync(_view);
        return new TargetLook(new TargetView
        {
            RunState = _view.RunState,
            UnreachableSaid = _view.UnreachableSaid,
            Life = _view.Life,
            EndedLife = _view.RunState == RunState.Stopped ? life : null,
            End = await _ends.LookAsync(_view, life, last, ct),
            StopCause = _view.RunState == RunState.Stopped ? await _ends.CauseAsync(_view, life, last, ct) : StopCause.None,
            OwnerStop = _view is { RunState: RunState.Running, IsInOtherHands: true } ? OwnerStop.Pending : OwnerStop.No,
            StandingByFor = _actingMonitor(),
        });
    }

    public async ValueTask<LogView> ReadLogAsync(CancellationToken ct)
    {
        if (_log is null)
        {
            return new LogView(NodeFacts.None, _counted);
        }

        var view = await _log.ReadAsync(ct);
        _counted = view.Counted;
        return view;
    }

    /// <summary>Each read goes to the journal's end.</summary>
    public ValueTask RefreshLogAsync(CancellationToken ct) => default;

    public async ValueTask<string> ReadLastMinuteAsync(NodeLife life, CancellationToken ct) => await UnitTail.LastMinuteAsync(life, _time, ct);

    public ValueTask<ActionOutcome> RestartAsync(NodeLife life, CancellationToken ct) => _actuator.RestartAsync(life, ct);

    public ValueTask<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct) => _actuator.StartAsync(endedLife, ct);

    public ValueTask DisposeAsync()
    {
        _bus.Changed -= OnChanged;
        _machine.Release(_unit);
        return _log?.DisposeAsync() ?? default;
    }

    private void OnChanged(string? path)
    {
        if (path is null || path == _view.Path)
        {
            Happened?.Invoke(null);
        }
    }

    /// <summary>Each life has a log of its own. While systemd does not answer, the life is the same.</summary>
    private async ValueTask FollowAsync(UnitView view)
    {
        if (_log is { } old && view.RunState != RunState.Unreachable && view.Life != old.Life)
        {
            _log = null;
            await old.DisposeAsync();
        }

        if (view.Life is { } life && _log is null)
        {
            _log = new JournalLog(life, _counted, countsAll: _hasSeenALife, _time);
            _hasSeenALife = true;
        }
    }
}
