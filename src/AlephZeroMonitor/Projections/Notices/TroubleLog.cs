using System.Collections.Concurrent;
using AlephZeroMonitor.Core.Logs;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes the trouble that nodes' logs tell of: each kind when it is new or grew, at most each ten minutes. Trouble alone never leads to a restart.</summary>
internal sealed class TroubleLog(TimeProvider time, ILogger<TroubleLog> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Node, TroubleKind Kind), (long Count, long At)> _written = new();

    /// <summary>Writes what is new in a node's trouble.</summary>
    public void Write(string name, IEnumerable<Trouble> troubles)
    {
        foreach (var trouble in troubles.Where(trouble => trouble.Kind != TroubleKind.Warning))
        {
            var isKnown = _written.TryGetValue((name, trouble.Kind), out var last);
            if (!isKnown || (last.Count != trouble.Count && time.GetElapsedTime(last.At) >= Pause))
            {
                _written[(name, trouble.Kind)] = (trouble.Count, time.GetTimestamp());
                log.Trouble(name, trouble.Kind, trouble.Count, trouble.Count == 1 ? "line" : "lines", trouble.At?.ToString() ?? "unknown", trouble.Line);
            }
        }
    }
}
