namespace AlephZeroMonitor.Core.Logs;

/// <summary>A kind of trouble in a node's log, with its latest evidence.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many lines told of it, in the whole text: the life that a panic ends must not take the panic with it.</param>
/// <param name="At">The time of the latest of them.</param>
/// <param name="Line">The latest of them: its message, at most 300 bytes, without what looks like a secret.</param>
public sealed record Trouble(TroubleKind Kind, long Count, LogTime? At, string Line);
