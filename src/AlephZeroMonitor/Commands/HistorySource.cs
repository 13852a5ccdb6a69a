using AlephZeroMonitor.Host.Privileges;

namespace AlephZeroMonitor.Commands;

/// <summary>The history for verbs, which read it while the monitor writes it.</summary>
internal static class HistorySource
{
    /// <summary>Lets a verb read what the history has of a node; null: of all.</summary>
    public static T ReadOf<T>(string? node, Func<IHistoryQueries, T> read) => Read(history =>
        node is null || history.Records(node, DateTimeOffset.UnixEpoch, 0, 1).LastId is not null
            ? read(history)
            : throw VerbFailure.Mistake($"the history knows no node \"{node}\"; `alephzero-monitor history` shows those that it knows"));

    /// <summary>Lets a verb read the history.</summary>
    public static T Read<T>(Func<IHistoryQueries, T> read)
    {
        var folder = SettingsSource.Read("DATA_DIR").DataDirectory;
        RootRights.BecomeOwnerOf(folder);
        using var services = new ServiceCollection().AddArchive().BuildServiceProvider();
        using var history = services.GetRequiredService<Func<string, IArchivedHistory>>()(folder);
        if (!history.Exists)
        {
            throw new VerbFailure($"there is no history: no file {history.Path}. Set DATA_DIR to the folder that the monitor uses; "
                + "a monitor that can't write there keeps its history in memory, and says so in its log.");
        }

        var answer = history.Problem is null ? read(history) : default;
        return history.Problem is { } problem ? throw new VerbFailure($"the history in {history.Path} can't be read: {problem}") : answer!;
    }

    /// <summary>The time from which on rows are read.</summary>
    public static DateTimeOffset From(TimeSpan? since) =>
        since is { } span ? TimeProvider.System.GetUtcNow() - span : DateTimeOffset.UnixEpoch;

    /// <summary>", held: DryRun" after a reason; empty where nothing held the action.</summary>
    public static string Held(Decision decision) => decision.Hold == Hold.None ? "" : $", held: {decision.Hold}";
}
