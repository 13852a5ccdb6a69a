namespace AlephZeroMonitor.Watching;

/// <summary>One check of a node: observe, decide, save, report, act. What is remembered from one check to the next is here.</summary>
internal sealed class NodeCheck
{
    private readonly Node _node;
    private readonly ITarget _target;
    private readonly LoopContext _context;
    private readonly NodeObserver _observer;
    private readonly NodeRecord _record;
    private NodeState _state;
    private ActionOutcome? _outcome;
    private DateTimeOffset _endedAt;

    /// <summary>Takes up what is remembered of the node.</summary>
    public NodeCheck(Node node, ITarget target, LoopContext context)
    {
        (_node, _target, _context) = (node, target, context);
        _observer = new NodeObserver(node, target, context);
        _record = new NodeRecord(node.Name, context);
        _state = _record.Restore();
    }

    /// <summary>Checks the node.</summary>
    /// <param name="headMaxAge">How old the network's head may be.</param>
    /// <returns>Whether something was done, so that the next check comes at once.</returns>
    public async ValueTask<bool> RunAsync(TimeSpan headMaxAge, CancellationToken ct)
    {
        try
        {
            return await CheckAsync(headMaxAge, ct);
        }
        finally
        {
            _context.Fleet.Release(_node);
        }
    }

    private async ValueTask<bool> CheckAsync(TimeSpan headMaxAge, CancellationToken ct)
    {
        var begin = _context.Time.GetTimestamp();
        var (judged, state) = await JudgeAsync(headMaxAge, _context.Fleet.FirstBefore, ct);
        if (judged.Decision.Acts)
        {
            // No node is acted on by a followed log alone, which may have lost lines or stand still; nor by the first answer of a single endpoint,
            // which is asked once more; nor without a look at the other nodes.
            await _target.RefreshLogAsync(ct);
            await _context.Fleet.GatherAsync(_node, begin, ct);
            (judged, state) = await JudgeAsync(judged.Seen.Head.IsConfirmed ? _node.CheckInterval : TimeSpan.Zero, _context.Fleet.TakeTurn, ct);
        }

        var tail = judged is { Decision.Acts: true, Seen.Life: { } ending } ? await _target.ReadLastMinuteAsync(ending, ct) : "";

        // Saved before anything is reported or done: a crash in between can delay an action, never double it.
        var report = judged with
        {
            DecisionId = _record.Save(_state, state, judged, tail),
            Took = _context.Time.GetElapsedTime(begin),
            PublishedAt = _context.Time.GetTimestamp(),
        };
        (_state, _outcome) = (state, null);
        Report(report);
        if (report is not { Decision.Acts: true, Subject: { } life })
        {
            return false;
        }

        _outcome = await ActAsync(report, life, ct);

        // What somebody else does to the node takes its time: it is looked at again when that is due, or when something happens.
        return _outcome.Result != ActionResult.Abandoned;
    }

    /// <summary>Our last action, with its outcome where that came after the last decision.</summary>
    private LastAction? LastAction => _outcome is { } outcome ? _state.LastAction?.After(outcome, _endedAt) : _state.LastAction;

    /// <summary>An event reported that a life has ended. Any thread may call.</summary>
    public void EndLife(LifeEnd ended) => _record.EndLife(ended);

    /// <inheritdoc cref="NodeObserver.EndAsync"/>
    public Task EndAsync() => _observer.EndAsync();

    private async ValueTask<(NodeReport Judged, NodeState State)> JudgeAsync(TimeSpan headMaxAge, Func<Node, string?> firstBefore, CancellationToken ct)
    {
        _node.SetDeadline(Node.LongestCheck);
        var lookedAt = _context.Time.GetTimestamp();
        var seen = await _observer.ObserveAsync(headMaxAge, LastAction, ct);
        if (_outcome is null && _record.CloseOpenActions(seen, _target.LongestStop) is { } closed)
        {
            (_outcome, _endedAt) = (closed, closed.NewLifeStartedAt ?? seen.At);
        }

        seen = seen with
        {
            Outcome = _outcome,
            Request = Request(seen),
            WaitsFor = firstBefore(_node),
        };
        var policy = _node.Policy;
        var (state, decision) = Decide(seen, policy);
        _context.Fleet.Judged(_node, decision, seen.Facts.ChainName, lookedAt);
        return (new NodeReport { Name = _node.Name, Seen = seen, Decision = decision, Policy = policy }, state);
    }

    private OperatorRequest? Request(Observation seen) =>
        _node.WaitingRequest is { } request ? new OperatorRequest(request.By, request.Id)
        : _context.Fleet.RestartedParent(seen) is { } parent ? new OperatorRequest(parent) { FollowsParent = true }
        : null;

    private (NodeState State, Decision Decision) Decide(Observation seen, Policy policy)
    {
        using var step = Steps.Begin("decide");
        return _context.Functions.Decide(_state, seen, policy);
    }

    private void Report(NodeReport report)
    {
        _node.Report = report;
        if (report.Seen.Request is { } request)
        {
            _node.Judged(request.Id, report.Decision, report.DecisionId);
        }

        if (LastAction is { EndedAt: not null, FollowsParent: false, IsBeforeAnAbsence: false } last && report.Seen is { IsDependant: false, Life: { } life } && life != last.Life)
        {
            _context.Fleet.Restarted(_node, last.BegunAt);
        }

        _context.Projections.Checked(report);
    }

    private async ValueTask<ActionOutcome> ActAsync(NodeReport report, NodeLife life, CancellationToken ct)
    {
        using var step = Steps.Begin("act");
        _node.SetDeadline(_target.LongestAction);
        _node.BeginActing();
        ActionOutcome? outcome = null;
        try
        {
            _context.Projections.Acting(report);
            outcome = report.Decision.Reason.AsksFor() == Remedy.Start
                ? await _target.StartAsync(life, ct)
                : await _target.RestartAsync(life, ct);
            _endedAt = _context.Time.GetUtcNow();
            _record.End(outcome, _endedAt);
            _node.Acted(outcome);
            _context.Projections.Acted(report, outcome);
            return outcome;
        }
        finally
        {
            _node.EndActing(isOurs: outcome?.Result != ActionResult.Abandoned);
            _node.Acted(null);
        }
    }
}
