using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>The database that is in use: the file, or memory while the file can't be used. Not for two threads at once.</summary>
/// <remarks>
/// Rows that are begun in memory have ids from the clock (milliseconds), far above any that the file gave, so that they keep them when they
/// move to the file.
/// </remarks>
internal sealed class HistoryDatabase(string path, TimeProvider time, ILogger log) : IDisposable
{
    private const int CarriedRows = 1000;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(10);

    private SqliteConnection? _file;
    private SqliteConnection? _memory;
    private long _triedAt;
    private bool _isSaid;

    /// <summary>The history outlives the process.</summary>
    public bool IsInFile => _file is not null;

    /// <summary>The database to use now; tries the file again when it is time to, or at once when <paramref name="isUrgent"/>.</summary>
    public SqliteConnection Current(bool isUrgent)
    {
        if (_file is not null && HistoryFile.HasMoved(_file))
        {
            LeaveRemoved(_file);
        }

        if (_file is null && (_memory is null || isUrgent || time.GetElapsedTime(_triedAt) >= RetryInterval))
        {
            TryFile();
        }

        return _file ?? _memory!;
    }

    /// <summary>A statement failed on the file: go on with a new file when this one is damaged, else in memory.</summary>
    public SqliteConnection Leave(SqliteException failure)
    {
        var left = _file;
        _file = null;
        if (HistoryFile.IsDamage(failure))
        {
            left?.Dispose();
            Begin(failure);
        }
        else
        {
            GoToMemory(FileFailure.Text(failure));
            left?.Dispose();
        }

        return _file ?? _memory!;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _memory?.Dispose();
    }

    /// <summary>
    /// What is written to a file that has no name any more is lost: what it holds goes to the one that is in its place from now on.
    /// </summary>
    private void LeaveRemoved(SqliteConnection removed)
    {
        log.HistoryRemoved(path);
        _file = null;
        _memory = HistoryFile.OpenInMemory(time.GetUtcNow().ToUnixTimeMilliseconds());
        using (removed)
        {
            try
            {
                Carry(_memory, removed);

                // Its journal may still lie there, and must not be taken for that of another file.
                removed.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            catch (SqliteException e)
            {
                log.HistoryLost(e.Message);
            }
        }

        TryFile();
    }

    private void TryFile()
    {
        _triedAt = time.GetTimestamp();
        try
        {
            Use(HistoryFile.Open(path));
        }
        catch (SqliteException e) when (HistoryFile.IsDamage(e))
        {
            Begin(e);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            GoToMemory(FileFailure.Text(e));
        }
    }

    private void Begin(SqliteException damage)
    {
        _triedAt = time.GetTimestamp();
        try
        {
            log.HistoryDamaged(path, FileFailure.Text(damage), HistoryFile.PutAside(path, time.GetUtcNow()));
            Use(HistoryFile.Open(path));
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            GoToMemory(FileFailure.Text(e));
        }
    }

    private void Use(SqliteConnection file)
    {
        try
        {
            if (_memory is not null)
            {
                Carry(file, _memory);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file = file;
        _memory?.Dispose();
        _memory = null;
        if (_isSaid)
        {
            log.HistoryInFile(path);
        }
        else
        {
            log.HistoryOpened(path, file.Scalar<long>("SELECT count(*) FROM decisions"), file.Scalar<long>("SELECT count(*) FROM actions"));
        }

        _isSaid = false;
    }

    private void GoToMemory(string problem)
    {
        if (!_isSaid)
        {
            log.HistoryInMemory(path, problem);
            _isSaid = true;
        }

        if (_memory is not null)
        {
            return;
        }

        _triedAt = time.GetTimestamp();
        _memory = HistoryFile.OpenInMemory(time.GetUtcNow().ToUnixTimeMilliseconds());
        try
        {
            // What can still be read of the file is at hand meanwhile: a full disk can be read.
            using var file = HistoryFile.OpenToRead(path);
            Carry(_memory, file);
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            // Nothing can be read of it; its failure was just said.
        }
    }

    /// <summary>Copies what is remembered of nodes, and the latest rows: into the file all that the memory has. Rows that both have are taken from <paramref name="from"/>.</summary>
    private void Carry(SqliteConnection to, SqliteConnection from)
    {
        using var transaction = to.BeginTransaction();
        foreach (var table in Schema.Tables)
        {
            var names = Schema.StoredColumns(to, table);
            var order = table switch { "memories" => "node", "samples" => "at", _ => "id" };
            var (columns, values) = (string.Join(", ", names), string.Join(", ", names.Select(name => "$" + name)));
            foreach (var row in from.Query($"SELECT {columns} FROM {table} ORDER BY {order} DESC LIMIT {(table == "memories" || from == _memory ? -1 : CarriedRows)}", Cells).Rows)
            {
                to.Execute($"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({values})", [.. names.Zip(row, (name, value) => ("$" + name, (object?)value))]);
            }
        }

        transaction.Commit();
    }

    private static object[] Cells(SqliteDataReader row)
    {
        var cells = new object[row.FieldCount];
        row.GetValues(cells);
        return cells;
    }
}
