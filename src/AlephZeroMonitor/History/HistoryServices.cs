namespace AlephZeroMonitor.History;

/// <summary>Registers this folder.</summary>
internal static class HistoryServices
{
    /// <summary>The history that the loop writes and others ask.</summary>
    public static IServiceCollection AddHistory(this IServiceCollection services) => services
        .AddSingleton<HistoryStore>()
        .AddSingleton<IHistory>(provider => provider.GetRequiredService<HistoryStore>())
        .AddSingleton<IOutbox, Outbox>()
        .AddSingleton<IHistoryQueries>(provider => provider.GetRequiredService<HistoryStore>());

    /// <summary>Opens the history in a folder, which verbs read beside the monitor and dispose.</summary>
    public static IServiceCollection AddHistoryArchive(this IServiceCollection services) =>
        services.AddSingleton<Func<string, IArchivedHistory>>(_ => directory => new ArchivedHistory(HistoryFile.PathIn(directory)));
}
