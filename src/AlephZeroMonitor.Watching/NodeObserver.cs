using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Watching;

/// <summary>Observes one node: its target, its log, its own reports and the network. It never judges.</summary>
internal sealed class NodeObserver(Node node, ITarget target, LoopContext context)
{
    private readonly ForkWatch _fork = new(context.Network, context.Time);
    private readonly NetworkFinalityWatch _finality = new(context.Network, context.Time);
    private NodeLife? _life;

    /// <summary>Looks at everything.</summary>
    /// <param name="headMaxAge">How old the head may be.</param>
    /// <param name="last">Our last action on the node; null when there is none.</param>
    /// <param name="ct">Ends the observation.</param>
    public async ValueTask<Observation> ObserveAsync(TimeSpan headMaxAge, LastAction? last, CancellationToken ct)
    {
        using var step = Steps.Begin("observe");
        var asking = context.Network.AskAsync(headMaxAge, ct);
        var view = await target.LookAsync(last, ct);
        if (view.Settings is { } settings)
        {
            node.Configure(settings);
        }

        var (rpc, metrics) = view.RunState == RunState.Running
            ? await context.Network.AskNodeAsync(node.Name, node.Settings.Addresses, ct)
            : default;
        var network = await asking;

        // Last, so that the facts are as fresh as the head.
        var log = await target.ReadLogAsync(ct);
        var seen = new Observation
        {
            At = context.Time.GetUtcNow(),
            Elapsed = context.Time.GetElapsedTime(0),
            RunState = view.RunState,
            UnreachableSaid = view.UnreachableSaid,
            Life = view.Life,
            EndedLife = view.EndedLife,
            StopCause = view.StopCause,
            OwnerStop = view.OwnerStop,
            OwnerStopFor = view.OwnerStopFor,
            StandingByFor = view.StandingByFor,
            Facts = log.Facts,
            Counted = log.Counted,
            LogProblem = log.Problem,
            Report = rpc,
            Metrics = metrics,
            Pause = node.Pause,
            AreAllOthersSick = context.Fleet.AreAllOthersSick(node),
        };
        context.Projections.NetworkSeen(network, context.Fleet.Chains);
        var known = new NodeKnowledge(seen.Facts.ChainName, seen.Node.Best, node.Policy.BlockLag20, seen.At);
        return WithFinality(seen with { Head = context.Heart.HeadFor(network, known) }, ct);
    }

    private Observation WithFinality(Observation seen, CancellationToken ct)
    {
        // Another life may be on another fork. A paused node, or one that cannot be looked at, is still in the same life.
        if (seen.RunState is not (RunState.Paused or RunState.Unreachable) && seen.Life != _life)
        {
            _fork.Reset();
            _finality.Reset();
            _life = seen.Life;
        }

        return seen.Life is null ? seen : seen with { Fork = _fork.Look(seen, ct), Finality = _finality.Look(seen, ct) };
    }
}
