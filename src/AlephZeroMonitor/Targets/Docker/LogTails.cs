using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Host;
using static System.FormattableString;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Which part of a container's log to read, and how deep.</summary>
/// <param name="container">The log.</param>
/// <param name="time">The clock.</param>
/// <param name="gate">Held while bytes are taken.</param>
internal sealed class LogTails(ContainerLog container, TimeProvider time, Lock gate)
{
    /// <summary>A line over 16 KiB counts several times for the engine: a read is taken for the whole log only when it has less than half of what was asked for.</summary>
    private const int PiecesAllowedFor = 2;

    /// <summary>How long reads that are no following may take before they are given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>How long a followed log may be silent before it is attached again: a node writes each few seconds, and the engine at times forgets who follows a rotated log.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    /// <summary>Where the place of a broken read is looked for: nearest first.</summary>
    private static readonly int[] Search = [200, 2_000, 20_000, 200_000, ContainerLog.Whole];

    /// <summary>Where to follow from: what the node writes between two requests lies within the first, unless it floods its log.</summary>
    private static readonly int[] Follow = [200, 2_000, 20_000, 200_000];

    /// <summary>How deep the log is read: the first tail before the first check, the others when it lacks something.</summary>
    private static readonly int[] Depths = [20_000, 200_000, ContainerLog.Whole];

    /// <summary>Reads what came since the log's place, up to the present.</summary>
    /// <returns>Whether the place is still there; true for a log that was never read. False also when it isn't found in two minutes.</returns>
    public async Task<bool> CatchUpAsync(ResumableLog log, CancellationToken ct)
    {
        var isFirst = log.IsAtBegin;
        foreach (var tail in TailsFor(log, Search))
        {
            if (!await ReadAsync(log, tail, ct))
            {
                return isFirst ? throw new TimeoutException($"The engine didn't hand out the log within {Patience.TotalMinutes} min") : false;
            }

            if (log.IsPlaceFound)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Follows the log from its place on, until the stream breaks or falls silent, or the place is no longer so near the end.</summary>
    public async Task FollowAsync(ResumableLog log, CancellationToken ct)
    {
        foreach (var tail in TailsFor(log, Follow))
        {
            using var silence = new CancellationTokenSource(LongestSilence, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, ct);
            log.BeginStream(tail == ContainerLog.Whole);
            try
            {
                await container.FollowAsync(tail, Take, either.Token);
            }
            catch (Exception e) when (silence.IsCancellationRequested && !ct.IsCancellationRequested && (e is OperationCanceledException || EngineFailure.Is(e)))
            {
                return;
            }

            if (log.IsPlaceFound)
            {
                return;
            }

            bool Take(ReadOnlySpan<byte> bytes, LogSource source)
            {
                Append(log, bytes, source);
                silence.CancelAfter(LongestSilence);
                return log.IsPlaceFound || log.LinesPassedOver < tail;
            }
        }
    }

    /// <summary>The depth to read after one that gave so many lines; null when that was the whole log.</summary>
    public static int? After(int depth, long lines) =>
        depth + 1 == Depths.Length || lines < Depths[depth] / PiecesAllowedFor ? null : depth + 1;

    /// <summary>How much a depth is, for people.</summary>
    public static string Part(int depth) => Depths[depth] == ContainerLog.Whole ? "all" : Invariant($"the last {Depths[depth]} lines");

    /// <summary>Reads a tail of some depth, up to the present, into a log of its own.</summary>
    /// <returns>False when the time was up.</returns>
    public Task<bool> ReadDeeperAsync(int depth, ResumableLog log, CancellationToken ct) => ReadAsync(log, Depths[depth], ct);

    private static int[] TailsFor(ResumableLog log, int[] usual) => log.IsAtBegin ? [Depths[0]] : log.NeedsWhole ? [ContainerLog.Whole] : usual;

    private async Task<bool> ReadAsync(ResumableLog log, int tail, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        log.BeginStream(tail == ContainerLog.Whole);
        try
        {
            await container.ReadAsync(tail, (bytes, source) => Append(log, bytes, source), either.Token);
            return true;
        }
        catch (Exception e) when (patience.IsCancellationRequested && !ct.IsCancellationRequested && (e is OperationCanceledException || EngineFailure.Is(e)))
        {
            return false;
        }
    }

    private bool Append(ResumableLog log, ReadOnlySpan<byte> bytes, LogSource source)
    {
        lock (gate)
        {
            log.Append(bytes, source);
            Telemetry.LogBytes.Add(bytes.Length);
            return true;
        }
    }
}
