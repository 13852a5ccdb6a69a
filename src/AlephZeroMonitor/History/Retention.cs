using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>How long things are kept, and how much room they may take.</summary>
internal static class Retention
{
    /// <summary>The greatest size of the file, without its journal.</summary>
    public const long MaxFileBytes = 64 * 1024 * 1024;

    /// <summary>The greatest size of the history in memory.</summary>
    public const long MaxMemoryBytes = 4 * 1024 * 1024;

    private const int BatchesAtOnce = 200;

    /// <summary>How often it is applied.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly TimeSpan All = TimeSpan.FromDays(90);
    private static readonly TimeSpan Messages = TimeSpan.FromDays(3);
    private static readonly TimeSpan EachCheck = TimeSpan.FromDays(1);
    private static readonly TimeSpan EachMinute = TimeSpan.FromDays(7);

    /// <summary>What goes when the file is too large, in this order, a batch at a time.</summary>
    private static readonly ImmutableArray<string> Batches =
    [
        "DELETE FROM samples WHERE (node, at) IN (SELECT node, at FROM samples ORDER BY at LIMIT 10000)",
        "DELETE FROM decisions WHERE id IN (SELECT id FROM decisions ORDER BY id LIMIT 200)",
        "DELETE FROM actions WHERE id IN (SELECT id FROM actions WHERE outcome IS NOT NULL ORDER BY id LIMIT 50)",
    ];

    /// <summary>Thins the samples by their age, and deletes what is too old or too much.</summary>
    public static void Apply(SqliteConnection database, DateTimeOffset now, long maxBytes)
    {
        Thin(database, now - EachCheck, TimeSpan.FromMinutes(1), 0);
        Thin(database, now - EachMinute, TimeSpan.FromHours(1), 1);
        foreach (var table in (ReadOnlySpan<string>)["samples", "decisions", "actions", "requests", "notices"])
        {
            database.Execute($"DELETE FROM {table} WHERE at < $before", ("$before", (now - All).ToStored()));
        }

        database.Execute("DELETE FROM messages WHERE at < $before", ("$before", (now - Messages).ToStored()));
        database.Execute(
            """
            DELETE FROM lives WHERE ended_at < $before
                OR ended_at IS NULL AND EXISTS (SELECT 1 FROM lives AS later
                    WHERE later.node = lives.node AND later.started_at > lives.started_at AND later.seen_at < $before)
            """,
            ("$before", (now - All).ToStored()));
        for (var (batch, left) = (0, BatchesAtOnce); batch < Batches.Length && left > 0 && Size(database) > maxBytes; left--)
        {
            batch += database.Execute(Batches[batch]) == 0 ? 1 : 0;
        }

        database.Execute("PRAGMA incremental_vacuum");
    }

    /// <summary>The bytes that rows take; free pages don't count.</summary>
    public static long Size(SqliteConnection database) =>
        database.Scalar<long>("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size");

    /// <summary>Leaves one sample a step, the one with the greatest lag, of the samples of a grade that are older.</summary>
    private static void Thin(SqliteConnection database, DateTimeOffset before, TimeSpan step, int grade)
    {
        using var transaction = database.BeginTransaction();

        // Whole hours, so that a step is thinned in one go: its greatest lag must not be lost to a later part of it.
        var end = before.ToStored() / 3_600_000 * 3_600_000;
        database.Execute(
            """
            CREATE TEMP TABLE thinned AS SELECT node, at / $step * $step AS at, max(lag) AS lag, best, head
                FROM samples WHERE grade = $grade AND at < $end GROUP BY node, at / $step;
            DELETE FROM samples WHERE grade = $grade AND at < $end;
            INSERT OR REPLACE INTO samples (node, at, grade, lag, best, head) SELECT node, at, $grade + 1, lag, best, head FROM thinned;
            DROP TABLE thinned;
            """,
            ("$step", (long)step.TotalMilliseconds), ("$grade", grade), ("$end", end));
        transaction.Commit();
    }
}
