namespace AlephZeroMonitor.Host.Privileges;

/// <summary>What became of dropping root's rights.</summary>
/// <param name="Error">Why the program must not go on; null when it may.</param>
/// <param name="Notices">What the operator should know, by importance: a warning or not.</param>
internal sealed record DropResult(string? Error, IReadOnlyList<(bool IsWarning, string Text)> Notices);
