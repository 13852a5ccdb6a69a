using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using Microsoft.Data.Sqlite;

namespace AlephZeroMonitor.Commands;

/// <summary>The history for verbs, which read it while the monitor writes it.</summary>
internal static class HistorySource
{
    /// <summary>Lets a verb read the history.</summary>
    public static T Read<T>(Func<HistoryReader, T> read)
    {
        var path = HistoryFile.PathIn(SettingsSource.DataDirectory());
        if (!File.Exists(path))
        {
            throw new VerbFailure($"there is no history: no file {path}. Set DATA_DIR to the folder that the monitor uses; "
                + "a monitor that can't write there keeps its history in memory, and says so in its log.");
        }

        try
        {
            using var file = HistoryFile.OpenSoundToRead(path);
            return read(new HistoryReader(file));
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            throw new VerbFailure($"the history in {path} can't be read: {e.Message}");
        }
    }

    /// <summary>The time from which on rows are read.</summary>
    public static DateTimeOffset From(TimeSpan? since) =>
        since is { } span ? TimeProvider.System.GetUtcNow() - span : DateTimeOffset.UnixEpoch;

    /// <summary>", held: DryRun", after the reason; empty where nothing held the restart.</summary>
    public static string Held(PastDecision decision) => decision.Hold == nameof(Hold.None) ? "" : $", held: {decision.Hold}";
}
