namespace AlephZeroMonitor.Watching;

/// <summary>Notices that people are to get, and the messages made of them, kept over restarts of the monitor until they are delivered.</summary>
/// <remarks>No call throws because of the disk. Any thread may call.</remarks>
public interface IOutbox
{
    /// <summary>
    /// Notices of which no message was made yet, at most <paramref name="limit"/>, and the begins of alerts of which one was made and that are not over; oldest first.
    /// </summary>
    IReadOnlyList<SavedNotice> Notices(int limit);

    /// <summary>Notices become messages: all of it is saved, or nothing.</summary>
    /// <param name="told">Notices that become messages now, and are kept until their alert is over.</param>
    /// <param name="done">Notices that are done with.</param>
    /// <param name="messages">Receivers and messages.</param>
    /// <param name="at">Now.</param>
    void Queue(IEnumerable<long> told, IEnumerable<long> done, IEnumerable<(string Receiver, string Text)> messages, DateTimeOffset at);

    /// <summary>Messages to a receiver that were not delivered, and whose time has come; oldest first.</summary>
    IReadOnlyList<QueuedMessage> Due(string receiver, DateTimeOffset now, int limit);

    /// <summary>A message was delivered, or given up.</summary>
    /// <param name="problem">Why it was given up; null when it was delivered.</param>
    void End(long id, string? problem, DateTimeOffset at);

    /// <summary>A message could not be delivered now.</summary>
    /// <param name="next">When it is tried again.</param>
    void Postpone(long id, string problem, DateTimeOffset at, DateTimeOffset next);

    /// <summary>How many messages were made since then; one to several receivers counts once.</summary>
    int Count(DateTimeOffset since);
}

/// <summary>A notice in the outbox.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Notice">The notice.</param>
/// <param name="ToldAt">When it was last made a message; null before.</param>
public sealed record SavedNotice(long Id, string Node, Notice Notice, DateTimeOffset? ToldAt);

/// <summary>A message that waits for its receiver.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">The message.</param>
/// <param name="At">When it was made.</param>
/// <param name="Tries">How often it was tried.</param>
public sealed record QueuedMessage(long Id, string Text, DateTimeOffset At, int Tries);

/// <summary>How it goes with a receiver.</summary>
/// <param name="Receiver">Its key.</param>
/// <param name="Queued">Messages that wait.</param>
/// <param name="OldestAt">When the oldest of them was made; null when none waits.</param>
public sealed record ReceiverRecord(string Receiver, int Queued, DateTimeOffset? OldestAt)
{
    /// <summary>When a message was last delivered; null when none was lately.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When one last failed; null when none did lately.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Why.</summary>
    public string? Problem { get; init; }
}
