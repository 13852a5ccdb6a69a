using System.Collections.Concurrent;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Projections.Notices;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

/// <summary>What operators asked for; the loops take it up in their next observation, which comes at once.</summary>
/// <remarks>A pause and a dry run outlive the monitor; what is to be done at once doesn't.</remarks>
internal sealed class Requests
{
    private readonly ConcurrentDictionary<string, OperatorRequest> _restarts = new();
    private readonly ConcurrentDictionary<string, (string By, long From, TimeSpan Length)> _pauses = new();
    private readonly ConcurrentDictionary<string, bool> _dryRuns = new();
    private readonly HistoryStore _history;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Takes up what operators asked for in earlier runs of the monitor.</summary>
    public Requests(Settings settings, HistoryStore history, TimeProvider time, ILogger<Requests> log)
    {
        (_history, _time, _log) = (history, time, log);
        foreach (var name in settings.ContainerNames)
        {
            Restore(name, history.LoadState(name) ?? NodeMemory.None);
        }
    }

    /// <summary>An operator asked for something about this node. Handlers must not block.</summary>
    public event Action<string>? Asked;

    /// <summary>Asks for a restart; holds still apply.</summary>
    public void Restart(string name, string by) => Note(name, "restart", by, () => _restarts[name] = new OperatorRequest(by));

    /// <summary>Leaves the node alone for a time.</summary>
    public void Pause(string name, TimeSpan length, string by) =>
        Note(name, FormattableString.Invariant($"pause for {length.TotalMinutes:0} min"), by, () =>
    {
        _pauses[name] = (by, _time.GetTimestamp(), length);
        _history.ChangeState(name, memory => memory with { Pause = new NodePause(_time.GetUtcNow(), by, _time.GetUtcNow() + length) });
    });

    /// <summary>Decides about the node, but doesn't restart it, until somebody resumes it.</summary>
    public void DryRun(string name, string by) => Note(name, "dry run", by, () =>
    {
        _dryRuns[name] = true;
        _history.ChangeState(name, memory => memory with { DryRunBy = by });
    });

    /// <summary>Ends pause and dry run.</summary>
    public void Resume(string name, string by) => Note(name, "resume", by, () =>
    {
        _pauses.TryRemove(name, out _);
        _dryRuns.TryRemove(name, out _);
        _history.ChangeState(name, memory => memory with { Pause = null, DryRunBy = null });
    });

    /// <summary>The restart that an operator asked for; null when none was.</summary>
    public OperatorRequest? RestartOf(string name) => _restarts.GetValueOrDefault(name);

    /// <summary>A decision was made with this request in view: it is done with, whatever was decided.</summary>
    public void Judged(string name, OperatorRequest? request)
    {
        if (request is not null)
        {
            _restarts.TryRemove(KeyValuePair.Create(name, request));
        }
    }

    /// <summary>The pause of a node; null when it isn't paused.</summary>
    public Pause? PauseOf(string name) => _pauses.TryGetValue(name, out var pause) && pause.Length - _time.GetElapsedTime(pause.From) is var left && left > TimeSpan.Zero
        ? new Pause(pause.By, left)
        : null;

    /// <summary>An operator asked not to restart this node.</summary>
    public bool IsDry(string name) => _dryRuns.ContainsKey(name);

    private void Restore(string name, NodeMemory memory)
    {
        if (memory.Pause is { } pause && (pause.Until ?? DateTimeOffset.MaxValue) - _time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            _pauses[name] = (pause.By, _time.GetTimestamp(), left);
        }

        if (memory.DryRunBy is not null)
        {
            _dryRuns[name] = true;
        }
    }

    private void Note(string name, string what, string by, Action act)
    {
        _log.OperatorAsked(name, what, by);
        _history.SaveAction(name, _time.GetUtcNow(), by, what);
        act();
        Asked?.Invoke(name);
    }
}
