namespace AlephZeroMonitor.Watching;

/// <summary>The history that a monitor keeps, read beside it. Where it cannot be read, answers are empty.</summary>
public interface IArchivedHistory : IHistoryQueries, IDisposable
{
    /// <summary>Where it is kept.</summary>
    string Path { get; }

    /// <summary>There is something at <see cref="Path"/>.</summary>
    bool Exists { get; }

    /// <summary>
    /// Why it could not be opened, or a question not answered: the words of the system; null when nothing went wrong so far.
    /// </summary>
    string? Problem { get; }

    /// <summary>Rows that make no sense and were left out of the answers so far.</summary>
    int LeftOut { get; }
}
