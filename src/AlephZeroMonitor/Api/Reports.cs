namespace AlephZeroMonitor.Api;

/// <summary>A decision in a replay: what was, and what would be.</summary>
internal sealed record ReplayLine(long Id, string Node, DateTimeOffset At, string What);

/// <summary>What <c>replay --json</c> prints.</summary>
/// <param name="Decisions">Decisions that were made again.</param>
/// <param name="NotUnderstood">Decisions that another version saved in a way that this one doesn't understand.</param>
/// <param name="Different">Those that differ from what was saved.</param>
/// <param name="Restarts">Saved decisions that restarted a node.</param>
/// <param name="Spared">Of those, the ones that would not with the other settings.</param>
/// <param name="Added">Saved decisions that did not restart a node and would with the other settings.</param>
internal sealed record ReplayReport(
    int Decisions,
    int NotUnderstood,
    ImmutableArray<ReplayLine> Different,
    int Restarts,
    ImmutableArray<ReplayLine> Spared,
    ImmutableArray<ReplayLine> Added);

/// <summary>A receiver, as <c>notify --json</c> prints it.</summary>
/// <param name="Number">Its place in NOTIFY_URL, from 1.</param>
/// <param name="Name">It without secrets.</param>
/// <param name="Queued">Messages that wait.</param>
/// <param name="OldestAt">When the oldest of them was made.</param>
/// <param name="SentAt">When a message last arrived.</param>
/// <param name="FailedAt">When one last failed.</param>
/// <param name="Problem">Why; for a test, why it did not arrive.</param>
internal sealed record ReceiverReport(
    int Number, string Name, int Queued, DateTimeOffset? OldestAt, DateTimeOffset? SentAt, DateTimeOffset? FailedAt, string? Problem);
