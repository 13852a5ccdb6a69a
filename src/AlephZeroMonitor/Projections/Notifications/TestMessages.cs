using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>Tries the receivers, and reports how it goes with each.</summary>
internal sealed class TestMessages(Settings settings, ImmutableArray<KnownReceiver> receivers, Func<string, IArchivedHistory> openHistory, TimeProvider time) : IMessages, ICheckup
{
    public IReadOnlyList<(string Key, string Name)> Receivers { get; } = [.. receivers.Select(receiver => (receiver.Key, receiver.Name))];

    public async Task<string?> TestAsync(int index, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var message = new Message
        {
            Id = $"test-{now.ToUnixTimeMilliseconds()}",
            Kind = MessageKind.Test,
            Level = AlertLevel.Info,
            Title = "A test of alephzero-monitor",
            Text = $"Messages arrive. Nothing is wrong.\nHost: {Environment.MachineName}",
            At = now,
            Link = settings.PublicUrl,
        };
        return (await Dispatcher.TryAsync(receivers[index], message, ct)).Problem;
    }

    /// <summary>What the history of messages shows; nothing is sent.</summary>
    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        using var history = openHistory(settings.DataDirectory);
        var records = history.Receivers().ToDictionary(record => record.Receiver);
        return Task.FromResult<IReadOnlyList<Finding>>([.. receivers.Select(receiver => Finding(receiver, records.GetValueOrDefault(receiver.Key)))]);
    }

    private static Finding Finding(KnownReceiver receiver, ReceiverRecord? record) => record switch
    {
        null => new(FindingLevel.Ok, "receiver", $"{receiver.Name}: no message lately", $"{Product.Name} notify test"),
        { Problem: { } problem } when record.FailedAt > record.SentAt || record.SentAt is null =>
            new(FindingLevel.Warning, "receiver", $"{receiver.Name}: {record.Queued} waiting: {problem}", $"correct its URL in NOTIFY_URL, and try: {Product.Name} notify test"),
        _ => new(FindingLevel.Ok, "receiver", $"{receiver.Name}: the last message arrived at {record.SentAt:yyyy-MM-dd HH:mm:ss'Z'}"),
    };
}
