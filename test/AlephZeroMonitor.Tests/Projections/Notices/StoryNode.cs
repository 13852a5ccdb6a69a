using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>A node of a <see cref="Story"/>: it follows the network's head, unless the story says otherwise.</summary>
internal sealed class StoryNode(Story story, string name) : ITarget
{
    private static readonly TimeSpan TakesToRestart = TimeSpan.FromSeconds(3);

    private uint? _best = story.Head;
    private DateTimeOffset _blocksFrom = story.Now;
    private LifeEnd? _end;
    private int _lives;

    public event Action<TargetEvent?>? Happened
    {
        add { }
        remove { }
    }

    public string Name => name;

    public TimeSpan LongestAction => TimeSpan.FromMinutes(2);

    public RunState RunState { get; private set; } = RunState.Running;

    public NodeLife Life { get; private set; } = new(name, story.Now.AddDays(-1));

    /// <summary>It imports nothing.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>Something happened: it is checked now.</summary>
    public bool IsDue { get; set; }

    /// <summary>Time has passed.</summary>
    public void Advance() => _best = RunState == RunState.Running && !IsFrozen && story.Now >= _blocksFrom ? story.Head : _best;

    /// <summary>It ended by itself, and Docker starts it again some seconds later.</summary>
    public void Crash()
    {
        End(RunState.Restarting, new LifeEnd(story.Now, 1, IsOutOfMemory: false, IsOurs: false)
        {
            IsAskedFor = false,
            RestartPolicy = "always",
            LastWords = "Error: Service(Other(\"Essential task failed.\"))",
        });
    }

    /// <summary>Its owner stops it.</summary>
    public void StopByOwner()
    {
        Happen(TargetEventKind.Signalled, detail: "15");
        End(RunState.Stopped, new LifeEnd(story.Now, 0, IsOutOfMemory: false, IsOurs: false) { IsAskedFor = true });
    }

    /// <summary>Its owner removes the container.</summary>
    public void Remove()
    {
        RunState = RunState.Missing;
        Happen(TargetEventKind.Removed);
    }

    /// <summary>A life begins, which shows its first block some seconds later.</summary>
    public void Start(bool isOurs = false)
    {
        (RunState, Life, _best, _blocksFrom) = (RunState.Running, new NodeLife($"{name}-{++_lives}", story.Now), null, story.Now.AddSeconds(8));
        Happen(TargetEventKind.Started, isOurs: isOurs);
    }

    public ValueTask<TargetLook> LookAsync(LastAction? last, CancellationToken ct) => new(new TargetLook(new TargetView
    {
        RunState = RunState,
        Life = RunState == RunState.Running ? Life : null,
        EndedLife = RunState == RunState.Stopped ? Life : null,
        End = _end,
    }));

    public ValueTask<LogView> ReadLogAsync(CancellationToken ct) => new(new LogView(RunState != RunState.Running ? NodeFacts.None : new NodeFacts
    {
        NodeStartedAt = LogTimeOf(Life.StartedAt.AddSeconds(1)),
        ChainName = Story.Chain,
        Best = _best,
        BestAt = _best is null ? null : LogTimeOf(story.Now),
        Finalized = _best - 2,
        Session = _best is null ? null : 122_222,
        SessionStartedAt = LogTimeOf(Life.StartedAt.AddSeconds(2)),
        MajorSync = MajorSync.Left,
        PreparedInSession = _best is null ? 0 : 3,
        PreSealedInSession = _best is null ? 0 : 3,
        ProducedAt = LogTimeOf(story.Now),
    }, LineCounts.None));

    public ValueTask RefreshLogAsync(CancellationToken ct) => default;

    public ValueTask<string> ReadLastMinuteAsync(NodeLife life, CancellationToken ct) => new("");

    public ValueTask<ActionOutcome> RestartAsync(NodeLife life, CancellationToken ct)
    {
        Happen(TargetEventKind.Ended, exitCode: 0, isOurs: true);
        story.Time.Advance(TakesToRestart);
        IsFrozen = false;
        Start(isOurs: true);
        return new(new ActionOutcome(ActionResult.Restarted, TakesToRestart) { NewLifeStartedAt = Life.StartedAt });
    }

    public ValueTask<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct) => throw new InvalidOperationException("No story has it.");

    public ValueTask DisposeAsync() => default;

    private void End(RunState state, LifeEnd end)
    {
        (RunState, _end) = (state, end);
        Happen(TargetEventKind.Ended, exitCode: end.ExitCode);
    }

    private void Happen(TargetEventKind kind, int? exitCode = null, string? detail = null, bool isOurs = false)
    {
        story.Projections.Happened(name, new TargetEvent(kind, story.Now) { ExitCode = exitCode, Detail = detail }, isOurs);
        IsDue = true;
    }

    private static LogTime LogTimeOf(DateTimeOffset at) => new((at - DateTimeOffset.UnixEpoch).Ticks * 100);
}
