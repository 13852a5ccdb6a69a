namespace AlephZeroMonitor.Core;

/// <summary>An operator asked for a restart of this node.</summary>
/// <param name="By">Who, as far as it is known: "API", "command line".</param>
public sealed record OperatorRequest(string By);
