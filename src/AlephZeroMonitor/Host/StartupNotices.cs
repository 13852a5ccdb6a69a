namespace AlephZeroMonitor.Host;

/// <summary>What was found before the log was there.</summary>
/// <param name="All">Each with whether it is a warning.</param>
internal sealed record StartupNotices(IReadOnlyList<(bool IsWarning, string Text)> All);
