namespace AlephZeroMonitor.Host.Checkups;

/// <summary>The receivers of messages, for verbs.</summary>
internal interface IMessages
{
    /// <summary>All receivers, in the order of NOTIFY_URL: what the history knows each by, and its name without secrets.</summary>
    IReadOnlyList<(string Key, string Name)> Receivers { get; }

    /// <summary>Sends a real message to a receiver; why it did not arrive, null when it did.</summary>
    /// <param name="index">Its place among <see cref="Receivers"/>.</param>
    /// <param name="ct">Ends the attempt.</param>
    Task<string?> TestAsync(int index, CancellationToken ct);
}
