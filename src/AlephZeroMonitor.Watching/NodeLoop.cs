using System.Threading.Channels;

namespace AlephZeroMonitor.Watching;

/// <summary>The loop of one node: knows when it is time for a check.</summary>
internal sealed class NodeLoop(Node node, ITarget target, LoopContext context)
{
    /// <summary>Nodes that are checked together share one answer about the head.</summary>
    private static readonly TimeSpan SharedHeadAge = TimeSpan.FromSeconds(1);

    /// <summary>Events lead to no more than ten checks a second.</summary>
    private static readonly TimeSpan EventSpacing = TimeSpan.FromMilliseconds(100);

    /// <summary>Heads lead to no more than one check a second.</summary>
    private static readonly TimeSpan HeadSpacing = TimeSpan.FromSeconds(1);

    private readonly NodeCheck _check = new(node, target, context);
    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long _checkedAt;

    /// <summary>Watches until <paramref name="ct"/> ends it; nothing else does.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        Subscribe();
        try
        {
            var due = context.Time.GetTimestamp();
            var headMaxAge = SharedHeadAge;
            while (!ct.IsCancellationRequested)
            {
                if (await CheckAsync(headMaxAge, ct))
                {
                    continue;
                }

                node.SetDeadline(node.CheckInterval + Node.LongestCheck);
                var isNudged = await WaitAsync(due, ct);
                headMaxAge = isNudged ? node.CheckInterval : SharedHeadAge;
                due = isNudged ? due : context.Time.GetTimestamp();
            }
        }
        finally
        {
            Unsubscribe();
            await _check.EndAsync();
        }
    }

    private async Task<bool> CheckAsync(TimeSpan headMaxAge, CancellationToken ct)
    {
        using var step = Steps.BeginCheck(node.Name);
        _checkedAt = context.Time.GetTimestamp();
        try
        {
            return await _check.RunAsync(headMaxAge, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) // The watch goes on whatever happens: a bug in one check must not leave a validator alone.
        {
            context.Projections.Failed(node.Name, e);
            return false;
        }
    }

    /// <summary>Waits for the next check to be due, for an event of this node, or for a head that matters; returns whether it was not the time.</summary>
    private async Task<bool> WaitAsync(long lastDue, CancellationToken ct)
    {
        var wait = node.CheckInterval - context.Time.GetElapsedTime(lastDue);
        if (wait <= TimeSpan.Zero)
        {
            return false;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var nudge = _nudges.Reader.WaitToReadAsync(waiting.Token).AsTask();
        var isNudged = await Task.WhenAny(nudge, Task.Delay(wait, context.Time, waiting.Token)) == nudge && !ct.IsCancellationRequested;
        await waiting.CancelAsync();
        if (isNudged)
        {
            var isHead = _nudges.Reader.TryPeek(out var byHead) && byHead;
            var pause = (isHead ? HeadSpacing : EventSpacing) - context.Time.GetElapsedTime(_checkedAt);
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, context.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ = _nudges.Reader.TryRead(out _);
        }

        return isNudged;
    }

    private void Subscribe()
    {
        target.Happened += OnHappened;
        node.Asked += Nudge;
        context.Fleet.Gathering += Nudge;
        context.Network.HeadMoved += OnHeadMoved;
    }

    private void Unsubscribe()
    {
        context.Network.HeadMoved -= OnHeadMoved;
        context.Fleet.Gathering -= Nudge;
        node.Asked -= Nudge;
        target.Happened -= OnHappened;
    }

    private void Nudge() => _nudges.Writer.TryWrite(false);

    private void OnHappened(TargetEvent? happened)
    {
        if (happened is not null)
        {
            var isOurs = node.IsOurDoing;
            context.Projections.Happened(node.Name, happened, isOurs);
            if (happened.Kind == TargetEventKind.Ended)
            {
                _check.EndLife(new LifeEnd(happened.At, happened.ExitCode, happened.IsOutOfMemory, isOurs));
            }
        }

        Nudge();
    }

    /// <summary>A head is news when by the node's last known block it puts the lag over a threshold that the last decision saw it under.</summary>
    private void OnHeadMoved(uint head)
    {
        if (node.Report?.Decision is { Best: { } best } last && (IsCrossed(node.Policy.BlockLag20) || IsCrossed(node.Policy.BlockLag100)))
        {
            _ = _nudges.Writer.TryWrite(true);
        }

        bool IsCrossed(uint threshold) => (long)head - best > threshold && !(last.Lag > threshold);
    }
}
