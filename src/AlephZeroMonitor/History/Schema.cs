using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>The tables, as ordered migrations; <c>PRAGMA user_version</c> is the number of those that a file has had.</summary>
/// <remarks>
/// Times are Unix milliseconds; the start times that name a node's life are text, to keep them to the last digit. Migrations are never
/// changed, only added.
/// </remarks>
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

        // Decisions: today's names in the JSON, and what is searched by is read from it instead of being stored twice. One pass: the table may have 64 MB.
        """
        CREATE TABLE decisions_now (
            id INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, observation TEXT NOT NULL, policy TEXT NOT NULL, decision TEXT NOT NULL,
            reason TEXT AS (CASE WHEN json_valid(decision) THEN decision ->> '$.reason' END) VIRTUAL,
            lag INTEGER AS (CASE WHEN json_valid(decision) THEN CAST(decision ->> '$.lag' AS INTEGER) END) VIRTUAL) STRICT;
        INSERT INTO decisions_now (id, node, at, state, observation, policy, decision) SELECT id, node, at,
            CASE WHEN json_valid(state) THEN json_set(
                json_remove(state, '$.inStepSince', '$.production', '$.resumedAt', '$.banner', '$.best', '$.import', '$.standstill', '$.trend', '$.reportTrend', '$.prepared', '$.finality'),
                '$.current', json_remove(state, '$.life', '$.restarts', '$.lastRunState', '$.head', '$.clock')) ELSE state END,
            CASE WHEN json_valid(observation) THEN json_patch(json_patch(observation,
                CASE json_type(observation, '$.logProblem') WHEN 'text' THEN json_object('logProblem', json_object('kind', 'Failed', 'said', observation ->> '$.logProblem')) ELSE '{}' END),
                CASE json_type(observation, '$.isStandingBy') WHEN 'true' THEN '{"standingByFor":"unknown"}' ELSE '{}' END) ELSE observation END,
            policy, decision
            FROM (SELECT id, node, at, policy,
                replace(replace(replace(state, '"container":', '"lastRunState":'), '"containerId":', '"instanceId":'), '"told":', '"reported":') AS state,
                replace(replace(replace(observation, '"container":', '"runState":'), '"containerId":', '"instanceId":'), '"detail":', '"said":') AS observation,
                replace(replace(replace(replace(decision, '"container":', '"runState":'), '"reason":"DockerUnreachable"', '"reason":"Unreachable"'),
                    '"reason":"ContainerMissing"', '"reason":"Missing"'), '"reason":"ContainerNotRunning"', '"reason":"NotRunning"') AS decision
                FROM decisions);
        DELETE FROM sqlite_sequence WHERE name = 'decisions_now';
        UPDATE sqlite_sequence SET name = 'decisions_now' WHERE name = 'decisions';
        DROP TABLE decisions;
        ALTER TABLE decisions_now RENAME TO decisions;
        CREATE INDEX decisions_by_node ON decisions (node, at);
        CREATE INDEX decisions_by_time ON decisions (at);
        """,

        // What operators ask for are requests; restarts and starts are actions.
        """
        ALTER TABLE actions RENAME TO requests;
        ALTER TABLE requests ADD COLUMN kind TEXT;
        ALTER TABLE requests ADD COLUMN length_ms INTEGER;
        UPDATE requests SET
            kind = CASE WHEN what = 'restart' THEN 'Restart' WHEN what LIKE 'pause for % min' THEN 'Pause' WHEN what = 'dry run' THEN 'DryRun' WHEN what = 'resume' THEN 'Resume' END,
            length_ms = CASE WHEN what LIKE 'pause for % min' THEN CAST(substr(what, 11) AS INTEGER) * 60000 END;
        ALTER TABLE requests DROP COLUMN what;

        ALTER TABLE restarts RENAME TO actions;
        ALTER TABLE actions RENAME COLUMN container_id TO instance_id;
        ALTER TABLE actions ADD COLUMN remedy TEXT NOT NULL DEFAULT 'Restart';
        ALTER TABLE actions ADD COLUMN outcome TEXT;
        UPDATE actions SET outcome = json_object('result', result, 'said', detail, 'newLifeStartedAt', new_started_at, 'took', printf('%d.%02d:%02d:%02d.%03d',
            coalesce(took_ms, 0) / 86400000, coalesce(took_ms, 0) / 3600000 % 24, coalesce(took_ms, 0) / 60000 % 60, coalesce(took_ms, 0) / 1000 % 60, coalesce(took_ms, 0) % 1000))
            WHERE result IS NOT NULL;
        ALTER TABLE actions DROP COLUMN result;
        ALTER TABLE actions DROP COLUMN detail;
        ALTER TABLE actions DROP COLUMN took_ms;
        ALTER TABLE actions DROP COLUMN new_started_at;
        ALTER TABLE actions ADD COLUMN result TEXT AS (CASE WHEN json_valid(outcome) THEN outcome ->> '$.result' END) VIRTUAL;
        DROP INDEX restarts_by_node;
        CREATE INDEX actions_by_node ON actions (node, at);

        ALTER TABLE lives RENAME COLUMN container_id TO instance_id;
        ALTER TABLE lives ADD COLUMN is_ours INTEGER;
        UPDATE lives SET is_ours = ended_by = 'alephzero-monitor' WHERE ended_at IS NOT NULL;
        ALTER TABLE lives DROP COLUMN ended_by;

        ALTER TABLE escalations ADD COLUMN restarts INTEGER;
        UPDATE escalations SET restarts = CAST(detail AS INTEGER);
        ALTER TABLE escalations DROP COLUMN detail;
        """,

        // What is known of a life's end beside the columns: a LifeEnd as JSON.
        "ALTER TABLE lives ADD COLUMN ending TEXT;",

        // Alerts have a begin, which the set of names does not tell.
        "UPDATE decisions SET decision = json_remove(decision, '$.alerts') WHERE json_valid(decision);",

        // What is to be told, and the messages that tell it: for each receiver one.
        """
        CREATE TABLE notices (id INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, at INTEGER NOT NULL, notice TEXT NOT NULL, told_at INTEGER) STRICT;
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, receiver TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL,
            ended_at INTEGER, is_sent INTEGER, failed_at INTEGER, problem TEXT) STRICT;
        CREATE INDEX messages_by_receiver ON messages (receiver, ended_at, next_at);
        """,
        "ALTER TABLE requests ADD COLUMN alert TEXT;",

        // That a person was called is a member of the decision.
        "DROP TABLE escalations;",
    ];

    /// <summary>All tables.</summary>
    public static ImmutableArray<string> Tables { get; } = ["decisions", "actions", "lives", "requests", "notices", "messages", "memories", "samples"];

    /// <summary>The number of migrations that this program knows.</summary>
    public static int Version => Migrations.Length;

    /// <summary>The number of migrations that a database has had.</summary>
    public static long VersionOf(SqliteConnection database) => database.Scalar<long>("PRAGMA user_version");

    /// <summary>The columns of a table that are stored, which those that are read from JSON are not.</summary>
    public static IReadOnlyList<string> StoredColumns(SqliteConnection database, string table) =>
        database.Query($"SELECT name FROM pragma_table_info('{table}')", row => row.GetString(0)).Rows;

    /// <summary>Tables and columns in one text, to compare databases by.</summary>
    public static string Shape(SqliteConnection database) => string.Join('\n', Tables.Select(table => string.Join(' ', database.Query(
        $"SELECT '{table}.' || name || ':' || type || ':' || hidden FROM pragma_table_xinfo('{table}') ORDER BY name", row => row.GetString(0)).Rows)));

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
