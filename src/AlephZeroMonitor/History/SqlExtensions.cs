using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>Statements in one line. SQL is fixed text; values are always parameters.</summary>
internal static class SqlExtensions
{
    /// <summary>Runs a statement; returns the rows that it changed.</summary>
    public static int Execute(this SqliteConnection database, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(database, sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; <see langword="default"/> when there is none, or it is null.</summary>
    public static T? Scalar<T>(this SqliteConnection database, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(database, sql, parameters);
        return command.ExecuteScalar() is T value ? value : default;
    }

    /// <summary>All rows.</summary>
    public static List<T> Query<T>(this SqliteConnection database, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(database, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>A time as it is stored.</summary>
    public static long ToStored(this DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    /// <summary>A start time as it is stored: exact.</summary>
    public static string ToStoredExactly(this DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads a stored time; null when there is none.</summary>
    public static DateTimeOffset? Time(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    /// <summary>Reads a stored start time; null when there is none.</summary>
    public static DateTimeOffset? ExactTime(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.Parse(row.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Reads a stored duration; null when there is none.</summary>
    public static TimeSpan? Span(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : TimeSpan.FromMilliseconds(row.GetInt64(column));

    /// <summary>Reads a text; null when there is none.</summary>
    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>Reads a number; null when there is none.</summary>
    public static long? Number(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>Reads a block; null when there is none.</summary>
    public static uint? Block(this SqliteDataReader row, int column) => (uint?)row.Number(column);

    private static SqliteCommand Command(SqliteConnection database, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = database.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
