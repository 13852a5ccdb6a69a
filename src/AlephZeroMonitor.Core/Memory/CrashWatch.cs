namespace AlephZeroMonitor.Core.Memory;

/// <summary>How the node's last life ended, and whether its lives end by themselves again and again.</summary>
public sealed record CrashWatch
{
    /// <summary>This many crashes within <see cref="Window"/> are a crash loop.</summary>
    private const int Many = 3;

    /// <summary>How close together they are.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>The least that a life lasts that ends the loop.</summary>
    private static readonly TimeSpan ShortestProof = TimeSpan.FromMinutes(10);

    /// <summary>Nothing seen yet.</summary>
    public static CrashWatch None { get; } = new();

    /// <summary>How the last life ended; null when none was seen to end.</summary>
    public LifeEnd? Last { get; init; }

    /// <summary>When the last crash that was counted happened, by the clock of what runs the node.</summary>
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>When the last crash happened that nothing followed by itself: what the log reported before it is its cause, and no alert of its own.</summary>
    public DateTimeOffset? StayedDownAt { get; init; }

    /// <summary>When the last crashes were seen, in <see cref="Observation.Elapsed"/>, oldest first.</summary>
    public ImmutableArray<TimeSpan> SeenAt { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Since when the present life was seen, in <see cref="Observation.Elapsed"/>; null while there is none.</summary>
    public TimeSpan? RunsSince { get; init; }

    /// <summary>The node crashes again and again.</summary>
    public bool IsLooping { get; init; }

    /// <summary>How long a life lasts that ends the loop: as long as it took to show it.</summary>
    private TimeSpan Proof => IsLooping && SeenAt is [var first, .., var last] && last - first > ShortestProof ? last - first : ShortestProof;

    /// <summary>Whether it crashes again and again; null while a life that could show it has not lasted.</summary>
    internal bool? Loops(TimeSpan elapsed) => IsLooping ? true : elapsed - RunsSince >= ShortestProof ? false : null;

    /// <summary>Takes up what an observation shows; one that shows nothing changes nothing.</summary>
    internal CrashWatch Next(Observation seen, bool isNewLife)
    {
        if (seen.RunState == RunState.Unreachable)
        {
            return this;
        }

        var isCounted = seen.End is { IsCrash: true } end && end.At != CountedAt;
        ImmutableArray<TimeSpan> crashes = isCounted ? [.. SeenAt.Append(seen.Elapsed).TakeLast(Many)] : SeenAt;
        TimeSpan? runsSince = seen.RunState switch
        {
            RunState.Running => (isNewLife ? null : RunsSince) ?? seen.Elapsed,
            RunState.Paused => RunsSince,
            _ => null,
        };
        var isOver = IsLooping && seen.Elapsed - runsSince >= Proof;
        return this with
        {
            Last = seen.End ?? Last,
            CountedAt = isCounted ? seen.End!.At : CountedAt,
            StayedDownAt = seen is { RunState: RunState.Stopped, End: { IsCrash: true } down } ? down.At : StayedDownAt,
            SeenAt = isOver ? [] : crashes,
            RunsSince = runsSince,
            IsLooping = !isOver && (IsLooping || (isCounted && crashes.Length == Many && crashes[^1] - crashes[0] <= Window)),
        };
    }
}
