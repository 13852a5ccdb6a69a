using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Core;

/// <summary>What the tables of docs/decisions.md speak of, as plain numbers (seconds, blocks), and the input of <see cref="Watchdog.Decide"/> made of it.</summary>
internal sealed record TablesCase
{
    private const double Now = 1_000_000;
    private const uint HeadNow = 50_000_000;
    private static readonly NodeLife Life = new("c", Observations.Now);

    public required Policy Policy { get; init; }

    public RunState RunState { get; init; }

    public bool IsDependant { get; init; }

    public bool IsParentDown { get; init; }

    public bool IsLogUnreadable { get; init; }

    public bool IsBestKnown { get; init; }

    public bool IsHeadKnown { get; init; }

    public bool IsHeadUntrusted { get; init; }

    public uint Lag { get; init; }

    public MajorSync MajorSync { get; init; }

    public int Prepared { get; init; }

    public int PreSealed { get; init; }

    public double SinceProduction { get; init; }

    public double BestStoodFor { get; init; }

    public uint HeadMovedBy { get; init; }

    public double? SinceBanner { get; init; }

    public double? SinceSession { get; init; }

    public bool HasProducedInLastSession { get; init; }

    public double SinceLook { get; init; }

    public double? SinceRestart { get; init; }

    public int RestartsInARow { get; init; }

    public double ImportRate { get; init; }

    public bool IsRequested { get; init; }

    public bool IsPaused { get; init; }

    public bool IsStandingBy { get; init; }

    public bool AreAllOthersSick { get; init; }

    public bool IsAnotherFirst { get; init; }

    public StopCause StopCause { get; init; }

    public OwnerStop OwnerStop { get; init; }

    public Remedy? LastRemedy { get; init; }

    public bool? SaysItIsSyncing { get; init; }

    public double? SincePreparedByMetrics { get; init; }

    public bool HasLeftMajorSync => MajorSync == MajorSync.Left && SaysItIsSyncing != true;

    public bool IsInMajorSync => MajorSync == MajorSync.In || SaysItIsSyncing == true;

    public bool IsProducing => Prepared + PreSealed == 0 ? SincePreparedByMetrics <= 900 : Prepared > 0 && PreSealed > 0 && SinceProduction <= 900;

    private uint Best => HeadNow - Lag;

    /// <summary>The observation in which all this is seen.</summary>
    public Observation Observation() => new()
    {
        At = Observations.Now,
        Elapsed = TimeSpan.FromSeconds(Now),
        CheckInterval = TimeSpan.FromSeconds(60),
        RunState = RunState,
        Life = RunState == RunState.Running ? Life : null,
        IsDependant = IsDependant,
        ParentDown = IsParentDown ? "parent" : null,
        LogProblem = IsLogUnreadable ? new LogProblem(LogProblemKind.Driver) : null,
        Head = IsHeadUntrusted ? Head.Untrusted() : IsHeadKnown ? Head.At(HeadNow) : Head.Unknown(),
        Request = IsRequested ? new OperatorRequest("test") : null,
        Pause = IsPaused ? new Pause("test", null) : null,
        Metrics = new SelfReport { IsSyncing = SaysItIsSyncing, BlocksPrepared = 5 },
        StandingByFor = IsStandingBy ? "another" : null,
        StopCause = StopCause,
        EndedLife = RunState == RunState.Stopped ? Life : null,
        OwnerStop = OwnerStop,
        AreAllOthersSick = AreAllOthersSick,
        WaitsFor = IsAnotherFirst ? "other" : null,
        Facts = new NodeFacts
        {
            Best = IsBestKnown ? Best : null,
            MajorSync = MajorSync,
            PreparedInSession = Prepared,
            PreSealedInSession = PreSealed,
            ProducedAt = Prepared + PreSealed > 0 ? Observations.Time(-SinceProduction) : null,
            ProducedInLastSession = HasProducedInLastSession,
            SessionStartedAt = SinceSession is { } session ? Observations.Time(-session) : null,
            NodeStartedAt = SinceBanner is { } banner ? Observations.Time(-banner) : null,
            Trail = [new(Observations.Time(-60), (uint)(Best - (60 * ImportRate))), new(Observations.Time(0), Best)],
        },
    };

    /// <summary>What was remembered before it.</summary>
    public NodeState State() => new()
    {
        Life = Life,
        LastLook = new Look(Observations.Now.AddSeconds(-SinceLook), TimeSpan.FromSeconds(Now - SinceLook)),
        Restarts = new RestartStreak { Count = RestartsInARow, LastAt = SinceRestart is { } ago ? TimeSpan.FromSeconds(Now - ago) : null },
        LastAction = LastRemedy is { } remedy ? new LastAction(remedy, Life, Observations.Now.AddSeconds(-60), Observations.Now.AddSeconds(-50)) : null,
        Current = new LifeMemory
        {
            Prepared = SincePreparedByMetrics is { } since ? new PreparedWatch(5, TimeSpan.FromSeconds(Now - since), null) : null,
            Standstill = IsBestKnown ? new Standstill(Best, TimeSpan.FromSeconds(Now - BestStoodFor), HeadNow - HeadMovedBy) : null,
        },
    };
}
