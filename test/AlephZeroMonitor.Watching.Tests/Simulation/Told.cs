using System.Collections.Immutable;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>What people were told of one node, over all runs of the monitor.</summary>
internal sealed class Told
{
    private readonly HashSet<AlertKind> _standing = [];

    /// <summary>How much was told.</summary>
    public int Count { get; private set; }

    /// <summary>When something was last told, by the wall clock.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>What was told wrongly; null when nothing was.</summary>
    public string? Fault { get; private set; }

    /// <summary>The alerts that people take for standing.</summary>
    public IEnumerable<AlertKind> Standing => _standing.Order();

    /// <summary>Takes what a decision tells.</summary>
    public void Take(ImmutableArray<Notice> notices)
    {
        foreach (var notice in notices)
        {
            (Count, LastAt) = (Count + 1, notice.Decision.At);
            Fault ??= (notice.Kind, notice.Alert?.Kind) switch
            {
                (NoticeKind.AlertBegan, { } kind) when !_standing.Add(kind) => $"{kind} begins twice without an end",
                (NoticeKind.AlertOver, { } kind) when !_standing.Remove(kind) => $"{kind} ends without a begin",
                _ => null,
            };
        }
    }
}
