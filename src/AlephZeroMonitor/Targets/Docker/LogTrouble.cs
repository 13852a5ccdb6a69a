using AlephZeroMonitor.Core;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Why the log of a node cannot be read now; writes when that changes.</summary>
internal sealed class LogTrouble(string name, string? driver, ILogger log)
{
    private string? _lost;

    /// <summary>Null when the log can be read.</summary>
    public LogProblem? Problem { get; private set; }

    /// <summary>A container that is gone is no problem of its log: whoever looks at it will see that.</summary>
    public LogProblem? Of(EngineFailure failure) => failure.Kind switch
    {
        EngineFailureKind.NotImplemented => new(LogProblemKind.Driver, failure.Said, driver),
        EngineFailureKind.NotFound => null,
        EngineFailureKind.Refused => new(LogProblemKind.Refused, failure.Said),
        EngineFailureKind.NoAnswer => new(LogProblemKind.Slow, failure.Said),
        _ => new(LogProblemKind.Failed, failure.Said),
    };

    /// <summary>Written when it changes; what the decision shows as unreadable for good is not written here.</summary>
    public void Set(LogProblem? problem)
    {
        Problem = problem;
        if (problem is { Kind: LogProblemKind.Failed, Said: { } said } && said != _lost)
        {
            _lost = said;
            log.LogStreamLost(name, said);
        }
    }

    /// <summary>The log can be read again.</summary>
    public void Clear()
    {
        Problem = null;
        if (_lost is not null)
        {
            _lost = null;
            log.LogStreamBack(name);
        }
    }
}
