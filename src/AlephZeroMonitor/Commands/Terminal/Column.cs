namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">It is aligned to the right.</param>
/// <param name="GoesAs">Where there is no room for all columns, the one with the lowest number goes first; 0: it stays.</param>
internal sealed record Column(string Title, bool IsNumber = false, int GoesAs = 0);
