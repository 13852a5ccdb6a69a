namespace AlephZeroMonitor.Host;

/// <summary>Somebody who is told of alerts.</summary>
/// <param name="Key">Its key in the history.</param>
/// <param name="Name">It without secrets.</param>
internal sealed record ReceiverName(string Key, string Name);
