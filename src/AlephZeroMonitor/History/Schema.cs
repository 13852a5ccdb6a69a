using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>The tables, as ordered migrations; <c>PRAGMA user_version</c> says how many of them a file has had.</summary>
/// <remarks>Times are Unix milliseconds; the start times that name a node life are text, to keep them to the last digit. A migration is never changed, only added.</remarks>
internal static class Schema
{
    private static readonly ImmutableArray<string> Migrations =
    [
        """
        CREATE TABLE decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL, hold TEXT NOT NULL, lag INTEGER, best INTEGER, head INTEGER,
            restarts INTEGER NOT NULL, state TEXT NOT NULL, observation TEXT NOT NULL, policy TEXT NOT NULL, decision TEXT NOT NULL) STRICT;
        CREATE INDEX decisions_by_node ON decisions (node, at);
        CREATE INDEX decisions_by_time ON decisions (at);
        CREATE TABLE restarts (
            id INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, decision_id INTEGER, container_id TEXT NOT NULL, life_started_at TEXT NOT NULL, at INTEGER NOT NULL, log_tail TEXT,
            result TEXT, detail TEXT, took_ms INTEGER, ended_at INTEGER, new_started_at TEXT, effect TEXT, effect_after_ms INTEGER) STRICT;
        CREATE INDEX restarts_by_node ON restarts (node, at);
        CREATE TABLE lives (
            id INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, container_id TEXT NOT NULL, started_at TEXT NOT NULL, seen_at INTEGER NOT NULL, ended_at INTEGER, exit_code INTEGER,
            is_out_of_memory INTEGER, ended_by TEXT, UNIQUE (node, container_id, started_at)) STRICT;
        CREATE TABLE escalations (id INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, at INTEGER NOT NULL, detail TEXT NOT NULL) STRICT;
        CREATE TABLE actions (id INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL) STRICT;
        CREATE TABLE memories (node TEXT PRIMARY KEY, memory TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """,
        """
        CREATE TABLE samples (
            node TEXT NOT NULL, at INTEGER NOT NULL, grade INTEGER NOT NULL, lag INTEGER, best INTEGER, head INTEGER, PRIMARY KEY (node, at)) STRICT, WITHOUT ROWID;
        CREATE INDEX samples_by_grade ON samples (grade, at);
        """,
        """
        CREATE INDEX lives_by_node ON lives (node, started_at);
        CREATE INDEX lives_by_time ON lives (started_at);
        """,
    ];

    /// <summary>Tables that are carried from one database to another, with how many of their latest rows.</summary>
    public static ImmutableArray<string> Tables { get; } = ["decisions", "restarts", "lives", "escalations", "actions", "memories", "samples"];

    /// <summary>How many migrations this program knows.</summary>
    public static int Version => Migrations.Length;

    /// <summary>How many migrations a database has had.</summary>
    public static long VersionOf(SqliteConnection database) => database.Scalar<long>("PRAGMA user_version");

    /// <summary>Brings a database up to <see cref="Version"/>, each step in a transaction of its own.</summary>
    public static void Migrate(SqliteConnection database) => Migrate(database, Version);

    /// <summary>Brings a database up to an earlier version; for tests of the migrations themselves.</summary>
    internal static void Migrate(SqliteConnection database, int version)
    {
        for (var next = (int)VersionOf(database); next < version; next++)
        {
            using var transaction = database.BeginTransaction();
            database.Execute(Migrations[next]);
            database.Execute($"PRAGMA user_version = {next + 1}");
            transaction.Commit();
        }
    }
}
