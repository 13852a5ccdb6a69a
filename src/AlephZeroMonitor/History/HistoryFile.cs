using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AlephZeroMonitor.History;

/// <summary>The database's file: how it is opened, checked, and put aside when it is damaged.</summary>
internal static partial class HistoryFile
{
    /// <summary>Nobody else reads the history: it has log lines of the node.</summary>
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int TypeBits = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>How long a statement waits for another process's lock.</summary>
    private const int LockSeconds = 2;

    private const int LogicError = 1;
    private const int Corrupt = 11;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int NotADatabase = 26;
    private const int HasMovedControl = 20; // SQLITE_FCNTL_HAS_MOVED
    private static readonly string[] Companions = ["-wal", "-shm", "-journal"];

    /// <summary>The file in DATA_DIR.</summary>
    public static string PathIn(string directory) => Path.Combine(directory, "history.db");

    /// <summary>The failure says that what the file holds is no sound database.</summary>
    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>The path of an open database leads to another file than it did, or to none: it was removed, renamed or replaced.</summary>
    public static bool HasMoved(SqliteConnection database) =>
        FileControl(database.Handle!, 0, HasMovedControl, out var hasMoved) == raw.SQLITE_OK && hasMoved != 0;

    /// <summary>Opens the file for writing, makes it when there is none, and brings its tables up to date.</summary>
    /// <exception cref="SqliteException">It cannot be used; see <see cref="IsDamage"/>.</exception>
    /// <exception cref="IOException">The folder cannot be made, it is no regular file, or a newer version of the program wrote
    /// it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static SqliteConnection Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        CheckKind(path);
        KeepToOwner(path);
        return Ready(Connect(path, SqliteOpenMode.ReadWriteCreate), database =>
        {
            Check(database);

            // Has an effect only on a new file.
            database.Execute("PRAGMA auto_vacuum = INCREMENTAL");
            database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 8388608");
            Migrate(database);

            // A file that can only be read opens all the same: only a write shows it.
            database.Execute($"PRAGMA user_version = {Schema.Version}");
        });
    }

    /// <summary>Opens the file for reading beside the process that writes it, when it is a sound one.</summary>
    /// <exception cref="SqliteException">It cannot be read, or is damaged.</exception>
    /// <exception cref="IOException">It holds no history, or one of a newer version of the program.</exception>
    public static SqliteConnection OpenSoundToRead(string path) => Ready(OpenToRead(path), Check);

    /// <summary>Opens the file for reading beside the process that writes it; parts of it may be damaged.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    /// <exception cref="IOException">It is no regular file, holds no history, or one of a newer version of the program.</exception>
    public static SqliteConnection OpenToRead(string path)
    {
        CheckKind(path);
        var database = OpenToReadAs(path);
        return Schema.VersionOf(database) < Schema.Version ? Upgraded(database) : database;
    }

    /// <summary>A database with the same tables in memory. Its ids begin at <paramref name="firstId"/>.</summary>
    public static SqliteConnection OpenInMemory(long firstId)
    {
        var database = Connect(":memory:", SqliteOpenMode.Memory);
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

    private static SqliteConnection OpenToReadAs(string path)
    {
        try
        {
            return OpenSource(path);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == CannotOpen && File.Exists(path) && !File.Exists(path + Companions[0]))
        {
            // Where nothing can be written the journal's index cannot be made; without a journal the file alone is all there is.
            return OpenSource($"file:{Uri.EscapeDataString(path)}?immutable=1");
        }
    }

    private static SqliteConnection OpenSource(string source) => Ready(Connect(source, SqliteOpenMode.ReadOnly), database =>
    {
        CheckVersion(database);
        if (Schema.VersionOf(database) == 0)
        {
            throw new IOException("it holds no history");
        }
    });

    /// <summary>A copy in memory of a file that an older version wrote and that may not be changed, with the tables of today.</summary>
    private static SqliteConnection Upgraded(SqliteConnection old) => Ready(Connect(":memory:", SqliteOpenMode.Memory), copy =>
    {
        using (old)
        {
            old.BackupDatabase(copy);
        }

        Migrate(copy);
    });

    /// <summary>Brings the tables up to date. Tables that this cannot be done with, or that are others afterwards, are damage.</summary>
    private static void Migrate(SqliteConnection database)
    {
        try
        {
            Schema.Migrate(database);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is LogicError or Constraint or Mismatch)
        {
            throw new SqliteException(e.Message, Corrupt);
        }

        using var usual = OpenInMemory(1);
        if (Schema.Shape(database) != Schema.Shape(usual))
        {
            throw new SqliteException("its tables are not those of a history", Corrupt);
        }
    }

    /// <summary>SQLite would wait for ever for the other end of a pipe.</summary>
    private static void CheckKind(string path)
    {
        foreach (var file in (IEnumerable<string>)[path, .. Companions.Select(companion => path + companion)])
        {
            if (FileRights.Of(file) is { } found && (found.Mode & TypeBits) != RegularFile)
            {
                throw new IOException($"{file} is not a regular file");
            }
        }
    }

    /// <summary>
    /// Makes the file when there is none, so that SQLite gives its companions the same rights, and takes the rights of others away where it
    /// is ours.
    /// </summary>
    private static void KeepToOwner(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // It has no such rights.
        }

        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, UnixCreateMode = OwnerOnly };
            new FileStream(path, options).Dispose();
        }

        foreach (var file in (IEnumerable<string>)[path, .. Companions.Select(companion => path + companion)])
        {
            try
            {
                if (FileRights.Of(file) is { } rights && (rights.Mode & ~TypeBits) != (int)OwnerOnly)
                {
                    File.SetUnixFileMode(file, OwnerOnly);
                }
            }
            catch (UnauthorizedAccessException)
            {
                // It is somebody else's, who may have let us write to it: the history matters more.
            }
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = LockSeconds };
        try
        {
            return Ready(new SqliteConnection(source.ToString()), database => database.Open());
        }
        catch (TypeInitializationException e)
        {
            throw new StartFailure("SQLite's library, libe_sqlite3.so, is not beside the program or can't be loaded: copy both from the same folder", e);
        }
    }

    /// <summary>A database that is closed again when it cannot be made ready.</summary>
    private static SqliteConnection Ready(SqliteConnection database, Action<SqliteConnection> prepare)
    {
        try
        {
            prepare(database);
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

        // What a view or a trigger does may never end.
        if (database.Scalar<string>("SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')") is { } foreign)
        {
            throw new SqliteException($"{foreign} is no part of a history", Corrupt);
        }

        if (database.Scalar<string>("PRAGMA quick_check(1)") is var found and not "ok")
        {
            throw new SqliteException(found?.ReplaceLineEndings(" ") ?? "quick_check gave no answer", Corrupt);
        }
    }

    private static void CheckVersion(SqliteConnection database)
    {
        var version = Schema.VersionOf(database);
        if (version > Schema.Version)
        {
            throw new IOException(
                $"a newer version of the monitor wrote it (tables of version {version}, this one knows {Schema.Version})");
        }

        if (version < 0)
        {
            throw new SqliteException($"there is no version {version} of its tables", Corrupt);
        }
    }

    /// <summary>SQLite's .NET library has no call for it. Without a name it is the main database's file.</summary>
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static partial int FileControl(sqlite3 database, nint name, int operation, out int answer);
}
