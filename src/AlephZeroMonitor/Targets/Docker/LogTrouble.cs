namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Why the log of a node cannot be read now. The decision shows it.</summary>
internal sealed class LogTrouble(string name, string? driver, ILogger log)
{
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

    /// <summary>The log cannot be read.</summary>
    public void Set(LogProblem? problem)
    {
        Problem = problem;
        log.LogStreamLost(name, problem);
    }

    /// <summary>The log can be read again.</summary>
    public void Clear() => Problem = null;
}
