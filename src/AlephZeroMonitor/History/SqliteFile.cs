using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AlephZeroMonitor.History;

/// <summary>What SQLite knows of an open database's file. Its .NET library has no call for it.</summary>
internal static partial class SqliteFile
{
    private const int HasMovedControl = 20; // SQLITE_FCNTL_HAS_MOVED

    /// <summary>The path of an open database leads to another file than it did, or to none: it was removed, renamed or replaced.</summary>
    public static bool HasMoved(SqliteConnection database) => FileControl(database.Handle!, 0, HasMovedControl, out var hasMoved) == raw.SQLITE_OK && hasMoved != 0;

    /// <summary>Without a name it is the main database's file.</summary>
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    private static partial int FileControl(sqlite3 database, nint name, int operation, out int answer);
}
