using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

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

    public string Path { get; }

    public bool Exists { get; }

    public string? Problem { get; private set; }

    public int LeftOut { get; private set; }

    public override bool IsInFile => _file is not null;

    public void Dispose() => _file?.Dispose();

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

    protected override void LeaveOut(int rows, Exception why) => LeftOut += rows;
}
