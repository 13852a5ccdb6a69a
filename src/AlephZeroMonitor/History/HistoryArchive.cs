using AlephZeroMonitor.Watching;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>Opens history files for the verbs that read them.</summary>
internal sealed class HistoryArchive : IHistoryArchive
{
    /// <inheritdoc/>
    public IArchivedHistory Open(string directory) => new ArchivedHistory(HistoryFile.PathIn(directory));
}

/// <summary>A history file, read beside the process that writes it.</summary>
internal sealed class ArchivedHistory : HistoryQueries, IArchivedHistory
{
    private readonly SqliteConnection? _file;

    /// <summary>Opens the file, if there is one.</summary>
    public ArchivedHistory(string path)
    {
        Path = path;
        Exists = System.IO.Path.Exists(path);
        try
        {
            _file = Exists ? HistoryFile.OpenSoundToRead(path) : null;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            Problem = e.Message;
        }
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public bool Exists { get; }

    /// <inheritdoc/>
    public string? Problem { get; private set; }

    /// <inheritdoc/>
    public int LeftOut { get; private set; }

    /// <inheritdoc/>
    public override bool IsInFile => _file is not null;

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <inheritdoc/>
    protected override T? Read<T>(Func<SqliteConnection, T> question)
        where T : default
    {
        try
        {
            return _file is null ? default : question(_file);
        }
        catch (SqliteException e)
        {
            Problem = e.Message;
            return default;
        }
    }

    /// <inheritdoc/>
    protected override void LeaveOut(int rows, Exception why) => LeftOut += rows;
}
