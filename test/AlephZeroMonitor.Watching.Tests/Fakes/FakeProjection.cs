using System.Collections.Concurrent;
using System.Threading.Channels;

namespace AlephZeroMonitor.Watching.Fakes;

/// <summary>A projection that keeps what it is given, or throws.</summary>
internal sealed class FakeProjection(ConcurrentQueue<string> journal) : IProjection
{
    private readonly Channel<string> _removed = Channel.CreateUnbounded<string>();

    public Action OnChecked { get; set; } = () => { };

    public Action OnFailed { get; set; } = () => { };

    public ConcurrentQueue<NodeReport> Reports { get; } = [];

    public ConcurrentQueue<(string Node, Exception Bug)> Failures { get; } = [];

    public ConcurrentQueue<(TargetEventKind Kind, bool IsOurs)> Events { get; } = [];

    public ConcurrentQueue<NodeSettings> Settings { get; } = [];

    public ConcurrentQueue<OperatorAction> Requests { get; } = [];

    /// <inheritdoc/>
    public void Checked(NodeReport report)
    {
        journal.Enqueue("checked");
        Reports.Enqueue(report);
        OnChecked();
    }

    /// <inheritdoc/>
    public void Acting(NodeReport report) => journal.Enqueue("acting");

    /// <inheritdoc/>
    public void Acted(NodeReport report, ActionOutcome outcome) => journal.Enqueue("acted");

    /// <inheritdoc/>
    public void Happened(string node, TargetEvent happened, bool isOurs) => Events.Enqueue((happened.Kind, isOurs));

    /// <inheritdoc/>
    public void Requested(string node, OperatorAction action) => Requests.Enqueue(action);

    /// <inheritdoc/>
    public void Configured(string node, NodeSettings settings) => Settings.Enqueue(settings);

    /// <inheritdoc/>
    public void Failed(string node, Exception bug)
    {
        Failures.Enqueue((node, bug));
        OnFailed();
    }

    /// <inheritdoc/>
    public void Removed(string node) => _removed.Writer.TryWrite(node);

    /// <summary>The next node that is no longer watched.</summary>
    public Task<string> NextRemovedAsync() => _removed.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
        .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
