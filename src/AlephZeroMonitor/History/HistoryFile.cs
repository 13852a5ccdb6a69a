using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>The database's file: how it is opened, checked, and put aside when it is damaged.</summary>
internal static class HistoryFile
{
    /// <summary>How long a statement waits for another process's lock.</summary>
    private const int LockSeconds = 2;

    private const int Corrupt = 11;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>The file in DATA_DIR.</summary>
    public static string PathIn(string directory) => Path.Combine(directory, "history.db");

    /// <summary>The failure says that what the file holds is no sound database.</summary>
    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>Opens the file for writing, begins it when there is none, and brings its tables up to date.</summary>
    /// <exception cref="SqliteException">It can't be used; see <see cref="IsDamage"/>.</exception>
    /// <exception cref="IOException">The folder can't be made, or a newer version of the program wrote the file.</exception>
    public static SqliteConnection Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var database = Connect(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Check(database);

            // Has an effect on a new file alone.
            database.Execute("PRAGMA auto_vacuum = INCREMENTAL");
            database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 8388608");
            Schema.Migrate(database);

            // A file that can only be read opens all the same: only a write shows it.
            database.Execute($"PRAGMA user_version = {Schema.Version}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file for reading beside the process that writes it, when it is a sound one.</summary>
    /// <exception cref="SqliteException">It can't be read, or is damaged.</exception>
    /// <exception cref="IOException">It holds no history, or one of a newer version of the program.</exception>
    public static SqliteConnection OpenSoundToRead(string path)
    {
        var database = OpenToRead(path);
        try
        {
            Check(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens the file for reading beside the process that writes it; parts of it may be damaged.</summary>
    /// <exception cref="SqliteException">It can't be read.</exception>
    /// <exception cref="IOException">It holds no history, or one of a newer version of the program.</exception>
    public static SqliteConnection OpenToRead(string path)
    {
        try
        {
            return OpenToReadAs(path);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == CannotOpen && File.Exists(path) && !File.Exists(path + Companions[0]))
        {
            // Where nothing can be written the journal's index can't be made; without a journal the file alone is all there is.
            return OpenToReadAs($"file:{Uri.EscapeDataString(path)}?immutable=1");
        }
    }

    /// <summary>A database with the same tables in memory. Its ids begin at <paramref name="firstId"/>.</summary>
    public static SqliteConnection OpenInMemory(long firstId)
    {
        var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = ":memory:", Pooling = false }.ToString());
        database.Open();
        Schema.Migrate(database);
        foreach (var table in Schema.Tables.Where(table => table is not ("memories" or "samples")))
        {
            database.Execute("INSERT INTO sqlite_sequence (name, seq) VALUES ($table, $id)", ("$table", table), ("$id", firstId));
        }

        return database;
    }

    /// <summary>Keeps a damaged file under another name, and what belongs to it.</summary>
    /// <returns>The file's new name.</returns>
    public static string PutAside(string path, DateTimeOffset at)
    {
        var aside = $"{path}.damaged-{at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        File.Move(path, aside, overwrite: true);
        foreach (var companion in Companions.Where(companion => File.Exists(path + companion)))
        {
            File.Move(path + companion, aside + companion, overwrite: true);
        }

        return aside;
    }

    private static SqliteConnection OpenToReadAs(string source)
    {
        var database = Connect(source, SqliteOpenMode.ReadOnly);
        try
        {
            CheckVersion(database);
            return Schema.VersionOf(database) > 0 ? database : throw new IOException("it holds no history");
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = LockSeconds }.ToString());
        try
        {
            database.Open();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void Check(SqliteConnection database)
    {
        CheckVersion(database);
        if (database.Scalar<string>("PRAGMA quick_check(1)") is var found and not "ok")
        {
            throw new SqliteException(found?.ReplaceLineEndings(" ") ?? "quick_check gave no answer", Corrupt);
        }
    }

    private static void CheckVersion(SqliteConnection database)
    {
        if (Schema.VersionOf(database) is var version && version > Schema.Version)
        {
            throw new IOException($"a newer version of the monitor wrote it (tables of version {version}, this one knows {Schema.Version})");
        }
    }
}
