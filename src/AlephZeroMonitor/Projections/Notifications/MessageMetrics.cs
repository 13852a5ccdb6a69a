using System.Diagnostics.Metrics;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>How it goes with each receiver. docs/metrics.md lists them.</summary>
internal sealed class MessageMetrics
{
    private readonly Counter<long> _sent;
    private readonly Counter<long> _failed;

    /// <summary>Makes the instruments.</summary>
    public MessageMetrics(Meter meter, ImmutableArray<KnownReceiver> receivers, IHistoryQueries history, TimeProvider time)
    {
        _sent = meter.CreateCounter<long>("alephzero.notify.sent", null, "Messages that arrived.");
        _failed = meter.CreateCounter<long>("alephzero.notify.failed", null, "Attempts to deliver a message that failed.");
        meter.CreateObservableGauge(
            "alephzero.notify.queued", () => Measure(receivers, history, record => record.Queued), null, "Messages that wait for their receiver.");
        meter.CreateObservableGauge(
            "alephzero.notify.oldest", () => Measure(receivers, history, record => (time.GetUtcNow() - record.OldestAt)?.TotalSeconds ?? 0), "s", "Age of the oldest message that waits.");
    }

    /// <summary>A message was sent, or was not.</summary>
    public void Count(KnownReceiver receiver, bool isSent) => (isSent ? _sent : _failed).Add(1, Label(receiver));

    private static IEnumerable<Measurement<double>> Measure(ImmutableArray<KnownReceiver> receivers, IHistoryQueries history, Func<ReceiverRecord, double> value)
    {
        var records = receivers.IsEmpty ? [] : history.Receivers().ToDictionary(record => record.Receiver);
        return receivers.Select(receiver => new Measurement<double>(records.TryGetValue(receiver.Key, out var record) ? value(record) : 0, Label(receiver)));
    }

    /// <summary>Two receivers at one host are told apart by the key.</summary>
    private static KeyValuePair<string, object?> Label(KnownReceiver receiver) => new("receiver", $"{receiver.Name}#{receiver.Key}");
}
