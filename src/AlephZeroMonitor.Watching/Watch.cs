using System.Collections.Immutable;
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
    private readonly ImmutableArray<ITargetSource> _sources = [.. sources];
    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Loop)> _running = [];
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
            // This is how it ends.
        }

        await Task.WhenAll(_running.Values.Select(each => each.Loop));
        foreach (var source in _sources)
        {
            source.Changed -= Note;
        }
    }

    private void Note() => _changes.Writer.TryWrite(true);

    private async Task ReconcileAsync(CancellationToken ct)
    {
        var wanted = _sources.SelectMany(source => source.Names, (source, name) => (source, name)).DistinctBy(each => each.name).ToArray();
        foreach (var name in _running.Keys.Except(wanted.Select(each => each.name)).ToArray())
        {
            await _running[name].Stop.CancelAsync();
            await _running[name].Loop;
            _running[name].Stop.Dispose();
            _running.Remove(name);
        }

        foreach (var (source, name) in wanted.Where(each => !_running.ContainsKey(each.name)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _running[name] = (stop, WatchAsync(source, name, stop.Token));
        }
    }

    private async Task WatchAsync(ITargetSource source, string name, CancellationToken ct)
    {
        await Task.Yield();
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
            context.Projections.Removed(name);
        }
    }
}
