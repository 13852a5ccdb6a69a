namespace AlephZeroMonitor.Wording;

/// <summary>Why a log cannot be read, and what to do about it.</summary>
internal static class LogProblemText
{
    /// <summary>"the log driver "none" can't be read back (…): run the node with json-file, local or journald".</summary>
    public static string Of(LogProblem problem)
    {
        var said = problem.Said is { } text ? $" ({text})" : "";
        return problem.Kind switch
        {
            LogProblemKind.Driver =>
                $"the log driver \"{problem.Driver}\" can't be read back{said}: run the node with json-file, local or journald",
            LogProblemKind.Refused => $"Docker, or a proxy before it, refuses the log{said}: allow GET /containers/*/logs",
            LogProblemKind.Missing => $"the log's file is missing or can't be opened{said}",
            LogProblemKind.Damaged => $"the log is damaged{said}, and the lines after the damage can't be read",
            LogProblemKind.Slow => $"the log was not read to its end in time{said}",
            _ => $"the log can't be read{said}",
        };
    }
}
