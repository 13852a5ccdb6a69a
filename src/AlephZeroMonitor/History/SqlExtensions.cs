using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.History;

/// <summary>What a query gave.</summary>
/// <param name="Rows">The rows that make sense.</param>
/// <param name="LeftOut">How many others there were.</param>
/// <param name="Why">What is wrong with the last of these.</param>
internal readonly record struct RowList<T>(List<T> Rows, int LeftOut, Exception? Why);

/// <summary>Statements in one line. SQL is fixed text; values are always parameters.</summary>
internal static class SqlExtensions
{
    /// <summary>Runs a statement; returns the number of rows that it changed.</summary>
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

    /// <summary>All rows that <paramref name="read"/> can read.</summary>
    public static RowList<T> Query<T>(
        this SqliteConnection database, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(database, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new RowList<T>([], 0, null);
        while (reader.Read())
        {
            try
            {
                rows.Rows.Add(read(reader));
            }
            catch (Exception e) when (IsOdd(e))
            {
                rows = rows with { LeftOut = rows.LeftOut + 1, Why = e };
            }
        }

        return rows;
    }

    /// <summary>The failure says that a row's values make no sense: no date, no such name, no JSON, out of range, null.</summary>
    public static bool IsOdd(Exception e) => e
        is FormatException or OverflowException or ArgumentException or InvalidCastException or InvalidOperationException or JsonException;

    /// <summary>A time as it is stored.</summary>
    public static long ToStored(this DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    /// <summary>A start time as it is stored: exact.</summary>
    public static string ToStoredExactly(this DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads a stored time.</summary>
    public static DateTimeOffset Time(this SqliteDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    /// <summary>Reads a stored start time.</summary>
    public static DateTimeOffset ExactTime(this SqliteDataReader row, int column) =>
        DateTimeOffset.Parse(
            row.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Reads a stored name of an enum's value.</summary>
    public static T Name<T>(this SqliteDataReader row, int column)
        where T : struct, Enum => Enum.TryParse<T>(row.GetString(column), out var value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException($"{row.GetString(column)} is no {typeof(T).Name}");

    /// <summary>Reads a stored duration.</summary>
    public static TimeSpan Span(this SqliteDataReader row, int column) => TimeSpan.FromMilliseconds(row.GetInt64(column));

    /// <summary>Reads a number that may be null.</summary>
    public static long? Number(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <summary>Reads a block that may be null.</summary>
    public static uint? Block(this SqliteDataReader row, int column) => checked((uint?)row.Number(column));

    /// <summary>Reads a value that may be null.</summary>
    public static T? Maybe<T>(this SqliteDataReader row, int column, Func<SqliteDataReader, int, T> read)
        where T : struct => row.IsDBNull(column) ? null : read(row, column);

    /// <summary>Reads a text that may be null.</summary>
    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

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
