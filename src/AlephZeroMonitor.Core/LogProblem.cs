namespace AlephZeroMonitor.Core;

/// <summary>Why a node's log cannot be read. Names are API.</summary>
public enum LogProblemKind
{
    /// <summary>The log driver keeps nothing that could be read back.</summary>
    Driver,

    /// <summary>The request for the log is refused, by Docker or by a proxy before it.</summary>
    Refused,

    /// <summary>The log's file is missing or cannot be opened.</summary>
    Missing,

    /// <summary>A part of the log is damaged, and what follows cannot be reached.</summary>
    Damaged,

    /// <summary>The log was not read to its end in time.</summary>
    Slow,

    /// <summary>Reading failed for another reason.</summary>
    Failed,
}

/// <summary>Why a node's log cannot be read to its end.</summary>
/// <param name="Kind">The cause.</param>
/// <param name="Said">What Docker or the system said; null when nothing was said.</param>
/// <param name="Driver">The log driver, where it matters.</param>
public sealed record LogProblem(LogProblemKind Kind, string? Said = null, string? Driver = null);
