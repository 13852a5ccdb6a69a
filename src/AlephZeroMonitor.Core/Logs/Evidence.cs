namespace AlephZeroMonitor.Core.Logs;

/// <summary>The latest line of a form, as evidence for the facts.</summary>
/// <param name="Kind">The form.</param>
/// <param name="At">The line's time; null when it has none.</param>
/// <param name="Line">Its message, at most 300 bytes, printable.</param>
public readonly record struct Evidence(LogEventKind Kind, LogTime? At, string Line);
