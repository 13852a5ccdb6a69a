namespace AlephZeroMonitor.Endpoints;

/// <summary>How one HTTP request ended.</summary>
/// <param name="Body">The answer's body; empty when there is a problem.</param>
/// <param name="Problem">Why there is no body, for people.</param>
/// <param name="IsTransient">Another attempt may go better.</param>
/// <param name="Wait">How long the endpoint asks not to be asked again.</param>
internal readonly record struct Attempt(ReadOnlyMemory<byte> Body, string? Problem = null, bool IsTransient = false, TimeSpan? Wait = null);
