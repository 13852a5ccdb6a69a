namespace AlephZeroMonitor.Watching;

/// <summary>Observes one node: its target, its log, its own reports and the network. It never judges.</summary>
internal sealed class NodeObserver(Node node, ITarget target, LoopContext context)
{
    private readonly ForkWatch _fork = new(context.Network, context.Time, bug => context.Projections.Failed(node.Name, bug));
    private readonly NetworkFinalityWatch _finality = new(context.Network, context.Time, bug => context.Projections.Failed(node.Name, bug));
    private NodeLife? _life;

    /// <summary>Looks at everything.</summary>
    /// <param name="headMaxAge">How old the head may be.</param>
    /// <param name="last">Our last action on the node; null when there is none.</param>
    public async ValueTask<Observation> ObserveAsync(TimeSpan headMaxAge, LastAction? last, CancellationToken ct)
    {
        using var step = Steps.Begin("observe");
        var (view, settings) = await target.LookAsync(last, ct);
        if (settings is not null)
        {
            node.Configure(settings);
        }

        if (last is { IsBeforeAnAbsence: true } && view.StopCause is StopCause.OurRestart or StopCause.AfterOurStart)
        {
            view = view with { StopCause = StopCause.Unknown };
        }

        var network = context.Network.AskAsync(headMaxAge, ct).AsTask();
        var reports = view.RunState == RunState.Running
            ? context.Network.AskNodeAsync(node.Name, node.Settings.Addresses, ct).AsTask()
            : Task.FromResult(default((SelfReport?, SelfReport?)));
        await Task.WhenAll(network, reports);
        var (rpc, metrics) = await reports;

        // Last, so that the facts are as fresh as the head.
        var log = await target.ReadLogAsync(ct);
        var seen = new Observation(view)
        {
            At = context.Time.GetUtcNow(),
            Elapsed = context.Time.GetElapsedTime(0),
            CheckInterval = node.CheckInterval > TimeSpan.Zero ? node.CheckInterval : null,
            Facts = log.Facts,
            Counted = log.Counted,
            LogProblem = log.Problem,
            Report = rpc,
            Metrics = metrics,
            Pause = node.Pause,
            AreAllOthersSick = context.Fleet.AreAllOthersSick(node),
        };
        context.Projections.NetworkSeen(await network, context.Fleet.Chains);
        var known = new NodeKnowledge(seen.Facts.ChainName, seen.Node.Best, node.Policy.BlockLag20, seen.At);
        return WithFinality(seen with { Head = context.Functions.HeadFor(await network, known) }, ct);
    }

    /// <summary>Waits for what still runs beside the checks. Cancel the observations' token first.</summary>
    public Task EndAsync() => Task.WhenAll(_fork.EndAsync(), _finality.EndAsync());

    private Observation WithFinality(Observation seen, CancellationToken ct)
    {
        // Another life may be on another fork. A paused node, or one that cannot be looked at, is still in the same life.
        if (seen.RunState is not (RunState.Paused or RunState.Unreachable) && seen.Life != _life)
        {
            _fork.Reset();
            _finality.Reset();
            _life = seen.Life;
        }

        return seen.Life is null ? seen : _fork.Look(seen, ct) with { Finality = _finality.Look(seen, ct) };
    }
}
