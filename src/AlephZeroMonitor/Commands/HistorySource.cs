using System.Globalization;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.Commands;

/// <summary>Gives verbs the history to read, beside the monitor that writes it; and understands what they are asked with.</summary>
internal static class HistorySource
{
    /// <summary>Has a verb read the history, and returns its exit code. When that can't be done, why stands on standard error.</summary>
    public static int Read(Func<HistoryReader, int> verb)
    {
        // Of all settings only DATA_DIR matters here, so the others need not be there.
        var (directory, mistakes) = SettingsReader.ReadDataDirectory(ProcessEnvironment.Read());
        if (directory is null)
        {
            SettingsSource.Say(mistakes, []);
            return ExitCodes.Usage;
        }

        var path = HistoryFile.PathIn(directory);
        if (!File.Exists(path))
        {
            Console.Error.WriteLine($"alephzero-monitor: there is no history: no file {path}. Set DATA_DIR to the folder that the monitor uses; a monitor that can't write there keeps its history in memory, and says so in its log.");
            return ExitCodes.Failure;
        }

        using var file = Open(path);
        try
        {
            return file is null ? ExitCodes.Failure : verb(new HistoryReader(file));
        }
        catch (SqliteException e)
        {
            SayUnreadable(path, e);
            return ExitCodes.Failure;
        }
    }

    /// <summary>The time that "24h", "30m", "90s", "7d" ago was; null when the text is none of these.</summary>
    public static DateTimeOffset? Since(string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return DateTimeOffset.UnixEpoch;
        }

        if (text.Length < 2 || !uint.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 1_000_000)
        {
            return null;
        }

        return text[^1] switch
        {
            's' => now.AddSeconds(-count),
            'm' => now.AddMinutes(-count),
            'h' => now.AddHours(-count),
            'd' when count < 36500 => now.AddDays(-count),
            _ => null,
        };
    }

    /// <summary>A time as verbs print it.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What held a restart, as verbs print it after the reason; nothing where nothing did.</summary>
    public static string Held(PastDecision decision) => decision.Hold == nameof(Hold.None) ? "" : $", held: {decision.Hold}";

    /// <summary>Says what is wrong with an option.</summary>
    public static int Mistake(string what)
    {
        Console.Error.WriteLine($"alephzero-monitor: {what}");
        return ExitCodes.Usage;
    }

    private static SqliteConnection? Open(string path)
    {
        try
        {
            return HistoryFile.OpenSoundToRead(path);
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            SayUnreadable(path, e);
            return null;
        }
    }

    private static void SayUnreadable(string path, Exception why) => Console.Error.WriteLine($"alephzero-monitor: the history in {path} can't be read: {why.Message}");
}
