namespace AlephZeroMonitor.Host;

/// <summary>A part of the program cannot start as it is set: ends the program with this message for the operator.</summary>
internal sealed class StartFailure(string message, Exception inner) : Exception(message, inner);
