namespace AlephZeroMonitor.Api;

/// <summary>The settings that the monitor was started with.</summary>
/// <param name="Settings">In the order of docs/configuration.md.</param>
internal sealed record SettingList(ImmutableArray<SettingValue> Settings);

/// <summary>Who is told of alerts (NOTIFY_URL).</summary>
/// <param name="Receivers">In the order of NOTIFY_URL.</param>
internal sealed record ReceiverList(ImmutableArray<ReceiverStatus> Receivers);

/// <summary>How it goes with a receiver.</summary>
/// <param name="Name">It without secrets.</param>
/// <param name="Queued">Messages that wait for it.</param>
/// <param name="OldestAt">When the oldest of them was made; null when none waits.</param>
/// <param name="SentAt">When a message last arrived; null when none did in the last three days.</param>
/// <param name="FailedAt">When one last failed; null when none did in the last three days.</param>
/// <param name="Problem">Why it failed.</param>
internal sealed record ReceiverStatus(string Name, int Queued, DateTimeOffset? OldestAt, DateTimeOffset? SentAt, DateTimeOffset? FailedAt, string? Problem);
