using System.Collections.Concurrent;
using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Watching.Fakes;

/// <summary>A target that shows what a test sets, and writes down what it is asked.</summary>
internal sealed class FakeTarget(ConcurrentQueue<string> journal) : ITarget
{
    /// <summary>The life that the node is in at first.</summary>
    public static readonly NodeLife Life = new("instance", new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <inheritdoc/>
    public event Action<TargetEvent?>? Happened;

    /// <inheritdoc/>
    public TimeSpan LongestAction { get; init; } = TimeSpan.FromSeconds(120);

    public TargetView View { get; set; } = new() { RunState = RunState.Running, Life = Life };

    public NodeSettings? Settings { get; set; }

    public LogView Log { get; set; } = new(new NodeFacts { Best = 1000, ChainName = FakeNetwork.Chain }, LineCounts.None);

    public Action OnRefresh { get; set; } = () => { };

    public Func<Task> OnLook { get; set; } = () => Task.CompletedTask;

    public Func<Task<ActionOutcome>> OnAct { get; set; } = () =>
        Task.FromResult(new ActionOutcome(ActionResult.Restarted, TimeSpan.FromSeconds(3)));

    public Action OnDispose { get; set; } = () => { };

    public int Looks { get; private set; }

    public LastAction? LastAction { get; private set; }

    public List<(Remedy Remedy, NodeLife Life)> Actions { get; } = [];

    public bool IsDisposed { get; private set; }

    public bool IsListenedTo => Happened is not null;

    public void Raise(TargetEvent? happened) => Happened?.Invoke(happened);

    /// <inheritdoc/>
    public async ValueTask<TargetLook> LookAsync(LastAction? last, CancellationToken ct)
    {
        journal.Enqueue("look");
        (Looks, LastAction) = (Looks + 1, last);
        await OnLook();
        return new TargetLook(View, Settings);
    }

    /// <inheritdoc/>
    public ValueTask<LogView> ReadLogAsync(CancellationToken ct)
    {
        journal.Enqueue("read log");
        return new(Log);
    }

    /// <inheritdoc/>
    public ValueTask RefreshLogAsync(CancellationToken ct)
    {
        journal.Enqueue("refresh log");
        OnRefresh();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<string> ReadLastMinuteAsync(NodeLife life, CancellationToken ct) => new("tail");

    /// <inheritdoc/>
    public ValueTask<ActionOutcome> RestartAsync(NodeLife life, CancellationToken ct) => ActAsync(Remedy.Restart, life);

    /// <inheritdoc/>
    public ValueTask<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct) => ActAsync(Remedy.Start, endedLife);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        OnDispose();
        return default;
    }

    private async ValueTask<ActionOutcome> ActAsync(Remedy remedy, NodeLife life)
    {
        journal.Enqueue("act");
        Actions.Add((remedy, life));
        return await OnAct();
    }
}
