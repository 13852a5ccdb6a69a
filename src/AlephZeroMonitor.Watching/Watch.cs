using System.Threading.Channels;

namespace AlephZeroMonitor.Watching;

/// <summary>Watches the nodes of all sources: one loop for each node, for as long as its source names it.</summary>
/// <param name="nodes">The set of nodes, which this keeps.</param>
/// <param name="sources">Where nodes come from.</param>
/// <param name="defaults">The settings of a node whose labels are not known yet.</param>
/// <param name="checkInterval">The time from one check to the next.</param>
/// <param name="context">What the loops share.</param>
public sealed class Watch(Nodes nodes, IEnumerable<ITargetSource> sources, NodeSettings defaults, TimeSpan checkInterval, LoopContext context)
{
    /// <summary>How long after a bug of its target or of its loop a node is watched again.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(10);

    private readonly ImmutableArray<ITargetSource> _sources = [.. sources];
    private readonly Dictionary<string, Running> _running = [];
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Watches until <paramref name="ct"/> ends it.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var source in _sources)
        {
            source.Changed += Note;
        }

        try
        {
            do
            {
                await ReconcileAsync(ct);
            }
            while (await _changes.Reader.WaitToReadAsync(ct) && _changes.Reader.TryRead(out _));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The monitor stops.
        }
        finally
        {
            foreach (var source in _sources)
            {
                source.Changed -= Note;
            }

            await Task.WhenAll(_running.Values.Select(EndAsync));
            _running.Clear();
        }
    }

    private void Note() => _changes.Writer.TryWrite(true);

    private async Task ReconcileAsync(CancellationToken ct)
    {
        var wanted = _sources.SelectMany(source => source.Names, (source, name) => (Source: source, Name: name))
            .DistinctBy(each => each.Name)
            .ToDictionary(each => each.Name, each => each.Source);
        var gone = _running.Where(each => wanted.GetValueOrDefault(each.Key) != each.Value.Source).ToArray();
        await Task.WhenAll(gone.Select(each => EndAsync(each.Value)));
        foreach (var (name, _) in gone)
        {
            _running.Remove(name);
        }

        foreach (var (name, source) in wanted.Where(each => !_running.ContainsKey(each.Key)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _running[name] = new Running(source, stop, KeepWatchingAsync(source, name, stop.Token));
        }
    }

    private static async Task EndAsync(Running running)
    {
        await running.Stop.CancelAsync();
        await running.Loop;
        running.Stop.Dispose();
    }

    /// <summary>Watches a node until <paramref name="ct"/> ends it; nothing else does.</summary>
    private async Task KeepWatchingAsync(ITargetSource source, string name, CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(source, name, ct);
            }
            catch (Exception e) // A bug where a target is opened or disposed must not leave a validator alone for good.
            {
                context.Projections.Failed(name, e);
                await Task.Delay(RetryPause, context.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        context.Projections.Removed(name);
    }

    private async Task WatchAsync(ITargetSource source, string name, CancellationToken ct)
    {
        await using var target = source.Open(name);
        var node = new Node(name, checkInterval, defaults, context);
        nodes.Add(node);
        try
        {
            await new NodeLoop(node, target, context).RunAsync(ct);
        }
        finally
        {
            nodes.Remove(node);
            context.Fleet.Forget(node);
        }
    }

    private sealed record Running(ITargetSource Source, CancellationTokenSource Stop, Task Loop);
}
