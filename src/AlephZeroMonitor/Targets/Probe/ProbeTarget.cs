namespace AlephZeroMonitor.Targets.Probe;

/// <summary>The node beside the monitor in its pod. The kubelet restarts it when it is told to by the probe of its liveness.</summary>
internal sealed class ProbeTarget(SelfReports node, RestartDemand demand, TimeProvider time) : ITarget
{
    /// <summary>For the kubelet to notice, for the node to stop and start again, and for one back-off of the kubelet's own.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long a life is looked at before it is judged: one answer doesn't show whether the node is catching up.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(12);

    private NodeLife? _known;

    /// <summary>Nothing tells of what happens in the pod.</summary>
    public event Action<TargetEvent?>? Happened
    {
        add { }
        remove { }
    }

    public TimeSpan LongestAction => Longest;

    public async ValueTask<TargetLook> LookAsync(LastAction? last, CancellationToken ct)
    {
        using (Steps.Begin("inspect"))
        {
            await node.AskAsync(ct);
        }

        return new TargetLook(node.Life is { } life
            ? new TargetView { RunState = RunState.Running, Life = life }
            : new TargetView { RunState = RunState.Unreachable, UnreachableSaid = node.Problem });
    }

    public async ValueTask<LogView> ReadLogAsync(CancellationToken ct)
    {
        if (node.Life is { } life && life != _known)
        {
            await Task.Delay(FirstLook, time, ct);
            await node.AskAsync(ct);
            _known = node.Life == life ? life : _known;
        }

        return new LogView(node.Life is { } now && now == _known ? node.Facts : NodeFacts.None, LineCounts.None);
    }

    /// <summary>Each look asks the node.</summary>
    public ValueTask RefreshLogAsync(CancellationToken ct) => default;

    /// <summary>The node's log is the kubelet's.</summary>
    public ValueTask<string> ReadLastMinuteAsync(NodeLife life, CancellationToken ct) => ValueTask.FromResult("");

    public async ValueTask<ActionOutcome> RestartAsync(NodeLife life, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        await node.AskAsync(ct);
        if (node.Life != life)
        {
            return new ActionOutcome(ActionResult.Abandoned, time.GetElapsedTime(begin))
            {
                Cause = node.Life is null ? ActionCause.OtherState : ActionCause.OtherLife,
                Found = node.Life is null ? RunState.Unreachable : null,
            };
        }

        demand.Begin(time.GetUtcNow());
        try
        {
            return await ConfirmAsync(life, begin, ct);
        }
        finally
        {
            demand.End();
        }
    }

    /// <summary>A node that does not answer is the kubelet's to start.</summary>
    public ValueTask<ActionOutcome> StartAsync(NodeLife endedLife, CancellationToken ct) =>
        ValueTask.FromResult(new ActionOutcome(ActionResult.Abandoned, TimeSpan.Zero) { Cause = ActionCause.OtherState, Found = RunState.Unreachable });

    public ValueTask DisposeAsync() => default;

    /// <summary>Success is another process.</summary>
    private async Task<ActionOutcome> ConfirmAsync(NodeLife before, long begin, CancellationToken ct)
    {
        var hasEnded = false;
        while (time.GetElapsedTime(begin) < Longest)
        {
            await Task.Delay(PollInterval, time, ct);
            await node.AskAsync(ct);
            if (node.Life is { } life && life != before)
            {
                return new ActionOutcome(ActionResult.Restarted, time.GetElapsedTime(begin)) { NewLifeStartedAt = life.StartedAt };
            }

            hasEnded = node.Life is null;
        }

        return new ActionOutcome(ActionResult.Failed, time.GetElapsedTime(begin)) { Cause = ActionCause.Refused, Said = WhyNot(hasEnded) };
    }

    private string WhyNot(bool hasEnded) => (hasEnded, demand.Heard) switch
    {
        (true, _) => $"the node does not answer since then: {node.Problem}. `kubectl describe pod` shows why it is not started",
        (_, 0) => "the kubelet did not ask /livez: the livenessProbe of the node's container must do that, as in deploy/kubernetes",
        var (_, heard) => $"the kubelet ignores the probe: /livez asked for a restart {heard} times, and the node goes on. "
            + "Its livenessProbe must belong to the node's container, and periodSeconds times failureThreshold be less than five minutes",
    };
}
