namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>A node and its container: the truth about it, and what its log shows. Time only goes forward.</summary>
internal sealed partial class SimulatedNode
{
    private const double TrailLength = 70;
    private const double Never = double.PositiveInfinity;

    private readonly Chance _chance;
    private readonly Chainline _chain;
    private readonly WorldClock _clock;
    private readonly NodeTraits _traits;
    private ShownLog _shows;
    private double _at;
    private double _best;
    private double _illChangesAt;
    private double _ownerActsAt;
    private double _diesAt = Never;
    private double _startsAt = Never;
    private double _stopsAt = Never;
    private double _bannerAt = Never;
    private double _firstBlockAt = Never;
    private double _sessionAt = Never;
    private double _producesAt = Never;
    private bool _wasTold;
    private double _heals;

    /// <summary>Makes one that has been running for a while.</summary>
    public SimulatedNode(Chance chance, Chainline chain, WorldClock clock, NodeTraits traits)
    {
        (_chance, _chain, _clock, _traits) = (chance, chain, clock, traits);
        (_shows, _best) = (new ShownLog(chance, clock, traits), chain.HeadAt(0));
        _illChangesAt = chance.Wait(traits.MeanHealth);
        _ownerActsAt = traits.OwnerIsBusy ? chance.Wait(20_000) : Never;
        Start(0);
    }

    /// <summary>What the engine would say of the container.</summary>
    public RunState RunState { get; private set; }

    /// <summary>The life that runs, or ran last.</summary>
    public NodeLife Life { get; private set; }

    /// <summary>What is wrong with it.</summary>
    public Illness Illness { get; private set; }

    /// <summary>Since when that is so.</summary>
    public double IllSince { get; private set; }

    /// <summary>Its log, and what it shows.</summary>
    public INodeLog Log => _shows.Log;
    public double? BannerAt => _shows.BannerAt;
    public uint? Shown => _shows.Best;
    public double ShownSince => _shows.BestSince;
    public double? ProducedAt => _shows.ProducedAt;
    public double? SessionAfterProductionAt => _shows.SessionAfterProductionAt;

    /// <summary>When its present life began.</summary>
    public double StartedAt { get; private set; }

    /// <summary>Since when it has imported at its full pace without a break; null when it doesn't.</summary>
    public double? CatchesUpSince { get; private set; }

    /// <summary>Restarts that cured it.</summary>
    public int Cures { get; private set; }

    /// <summary>How fast it catches up.</summary>
    public double CatchUpRate => _traits.CatchUpRate;

    /// <summary>Its true lag.</summary>
    public double TrueLag => Math.Max(0, _chain.HeadAt(_at) - _best);

    /// <summary>Why it is stopped, by the truth.</summary>
    public StopCause StopCause { get; private set; }

    /// <summary>When our action left it stopped; null when it did not.</summary>
    public double? LeftStoppedAt { get; private set; }

    /// <summary>When its owner asked it to stop; null when he did not, or it has ended.</summary>
    public double? OwnerStopAskedAt { get; private set; }

    /// <summary>When it ends because its owner asked for it; null when he did not.</summary>
    public double? OwnerStopsAt => OwnerStopAskedAt is null ? null : _stopsAt;

    /// <summary>Lets the time pass.</summary>
    public void Advance(double to)
    {
        while (true)
        {
            var next = Math.Min(Math.Min(Math.Min(_illChangesAt, Math.Min(_ownerActsAt, _stopsAt)), Math.Min(_diesAt, _startsAt)), Math.Min(Math.Min(_bannerAt, _firstBlockAt), Math.Min(_sessionAt, _producesAt)));
            if (next > to)
            {
                Flow(to, to);
                return;
            }

            Flow(Math.Max(next, _at), to);
            Happen(next);
        }
    }

    /// <summary>The container is stopped, and is started again so many seconds later.</summary>
    public void Restart(double at, double downFor)
    {
        Stop(at, RunState.Restarting);
        _startsAt = at + downFor;
        if (Illness is not (Illness.None or Illness.Blockless or Illness.Flapping or Illness.Forked) && _chance.Of(_traits.CureChance))
        {
            Cures++;
            Heal(at);
        }
    }

    /// <summary>A restart ends it and does not start it again, or starts it, and it ends at once.</summary>
    public void LeaveStopped(double at, StopCause cause)
    {
        if (cause == StopCause.AfterOurStart)
        {
            Stop(at, RunState.Restarting);
            Start(at);
        }

        Stop(at, RunState.Stopped);
        (StopCause, LeftStoppedAt) = (cause, at);
    }

    /// <summary>A node that is stopped is started so many seconds later.</summary>
    public void StartAgain(double at, double after) => (RunState, _startsAt) = (RunState.Restarting, at + after);

    /// <summary>It crashed, or its container did.</summary>
    public void Die(double at, double downFor)
    {
        Stop(at, RunState.Restarting);
        _startsAt = at + downFor;
    }

    private void Happen(double at)
    {
        switch (at)
        {
            case var _ when at == _illChangesAt: ChangeIllness(at); break;
            case var _ when at == _ownerActsAt: ActAsOwner(at); break;
            case var _ when at == _stopsAt: StopAsOwner(at); break;
            case var _ when at == _diesAt: Die(at, _chance.In(0.2, 20)); break;
            case var _ when at == _startsAt: Start(at); break;
            case var _ when at == _bannerAt: LogBanner(at); break;
            case var _ when at == _firstBlockAt: BeginBlocks(at); break;
            case var _ when at == _sessionAt: BeginSession(at); break;
            default: Produce(at); break;
        }
    }

    private void ChangeIllness(double at)
    {
        if (Illness != Illness.None)
        {
            Heal(at);
            return;
        }

        (Illness, IllSince) = (_chance.Pick(Illness.Frozen, Illness.Frozen, Illness.Frozen, Illness.Slow, Illness.Flapping, Illness.Forked, Illness.Mute, Illness.Boasting, Illness.Blockless), at);
        _heals = _chance.In(0.2, 0.9);
        _illChangesAt = at + _chance.Wait(_traits.CureChance == 0 ? 40_000 : 15_000);
        _diesAt = Illness == Illness.Flapping ? at + _chance.Wait(200) : Never;
    }

    private void Heal(double at)
    {
        _firstBlockAt = Illness == Illness.Blockless && !_wasTold && RunState == RunState.Running ? Math.Max(at, _bannerAt == Never ? at : _bannerAt) + _chance.In(1, 40) : _firstBlockAt;
        (Illness, IllSince, _diesAt) = (Illness.None, at, Never);
        _illChangesAt = at + _chance.Wait(_traits.MeanHealth);
    }

    /// <summary>The owner stops, pauses, removes or restarts the container, and by and by starts it again.</summary>
    private void ActAsOwner(double at)
    {
        _ownerActsAt = at + _chance.Wait(20_000);
        if (RunState == RunState.Paused)
        {
            RunState = RunState.Running;
        }
        else if (RunState == RunState.Running && _chance.Of(0.3))
        {
            (RunState, CatchesUpSince) = (RunState.Paused, null);
            _ownerActsAt = at + _chance.Wait(1500);
        }
        else if (RunState == RunState.Running)
        {
            (OwnerStopAskedAt, _stopsAt) = (at, at + _chance.Pick(0.1, _chance.In(1, 120)));
        }
        else if (RunState == RunState.Stopped && LeftStoppedAt is not null)
        {
            Start(at);
        }
    }

    private void Stop(double at, RunState state)
    {
        Flow(at, at);
        (RunState, OwnerStopAskedAt, _stopsAt) = (state, null, Never);
        (_bannerAt, _firstBlockAt, _sessionAt, _producesAt, _diesAt) = (Never, Never, Never, Never, Never);
        CatchesUpSince = null;
    }

    private void Start(double at)
    {
        (RunState, _startsAt, StartedAt) = (RunState.Running, Never, at);
        (StopCause, LeftStoppedAt, CrashedAt) = (StopCause.None, null, null);
        Life = new NodeLife("c", _clock.Wall(at));
        (_shows, _wasTold) = (new ShownLog(_chance, _clock, _traits), false);
        _bannerAt = at + _chance.In(0.5, 6);
        _firstBlockAt = Illness == Illness.Blockless ? Never : _bannerAt + _chance.In(1, 40);
        _diesAt = Illness == Illness.Flapping ? at + _chance.Wait(200) : Never;
    }

    private void LogBanner(double at)
    {
        _shows.Banner(at);
        _bannerAt = Never;
    }

    private void BeginBlocks(double at)
    {
        (_firstBlockAt, _wasTold) = (Never, true);
        _sessionAt = at + _chance.In(0, 900);
        _shows.Session(at, 1);
        _producesAt = _traits.IsValidator ? at + _chance.In(0, 300) : Never;
        Sample(at);
    }

    private void BeginSession(double at)
    {
        _sessionAt = at + 900;
        if (IsTalking && Illness != Illness.Frozen)
        {
            _shows.Session(at, (uint)(at / 900) + 2);
        }
    }

    private void Produce(double at)
    {
        _producesAt = at + _chance.In(20, 300);
        if (IsTalking && Illness is not (Illness.Frozen or Illness.Blockless) && TrueLag < 60)
        {
            _shows.Produced(at, (uint)_best);
        }
    }

    private bool IsTalking => RunState == RunState.Running && _wasTold && Illness != Illness.Mute && _at >= _sleepsUntil;

    /// <summary>Imports up to a time, and logs on the way what can still matter at the time that is looked at.</summary>
    private void Flow(double to, double lookedAt)
    {
        if (RunState != RunState.Running || !_wasTold || Illness == Illness.Blockless)
        {
            _at = to;
            return;
        }

        for (var next = Math.Max(_at, Math.Max(_shows.NextSampleAt, lookedAt - TrailLength)); next < to; next += ShownLog.SampleEvery)
        {
            Import(next);
            Sample(next);
        }

        Import(to);
    }

    private void Import(double to)
    {
        var (from, head) = (Math.Max(_at, _sleepsUntil), _chain.HeadAt(to));
        _at = to;
        if (Illness is Illness.Frozen || to <= _sleepsUntil)
        {
            CatchesUpSince = null;
            return;
        }

        var most = _best + ((Illness == Illness.Slow ? _heals : Math.Max(1, CatchUpRate)) * (to - from));
        var catchesUp = Illness is not Illness.Slow && most < head - 3;
        CatchesUpSince = catchesUp ? CatchesUpSince ?? from : null;
        _best = Math.Max(_best, Math.Min(most, head - 1));
    }

    private void Sample(double at)
    {
        if (IsTalking)
        {
            _shows.Sample(at, (uint)_best, TrueLag, Illness);
        }
    }
}
