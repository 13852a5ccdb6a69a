using System.Collections.Concurrent;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Wording;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes decisions to the log: each change at once, and all is well every ten minutes.</summary>
internal sealed class DecisionLog(TimeProvider time, ILogger<DecisionLog> log)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (Reason Reason, Hold Hold, RunState RunState, long At)> _written = new();

    /// <summary>Writes a decision if it differs from the last one in reason, hold or the container's state, if it restarts the node, or if the last line is ten minutes old.</summary>
    public void Write(string name, Decision decision, Policy policy)
    {
        FollowUp(name, decision);
        if (decision is { RequestedBy: { } by, Restarts: false })
        {
            log.NotRestarted(name, by, DecisionText.Verdict(decision));
        }

        var isKnown = _written.TryGetValue(name, out var last);
        var isChange = !isKnown || (last.Reason, last.Hold, last.RunState) != (decision.Reason, decision.Hold, decision.RunState);
        if (!isChange && !decision.Restarts && time.GetElapsedTime(last.At) < Heartbeat)
        {
            log.Checked(name, DecisionText.Verdict(decision), decision.Lag);
            return;
        }

        _written[name] = (decision.Reason, decision.Hold, decision.RunState, time.GetTimestamp());
        // That a new life shows no block yet is no news; it stays at that only if something is wrong, and then the heartbeat says so.
        var isTrouble = decision.Reason.AsksForRestart() || (decision.Reason.IsBlind() && (decision.Reason != Reason.BestUnknown || !isChange));
        var level = isTrouble ? LogLevel.Warning : LogLevel.Information;
        var (best, head, lag) = (DecisionText.Best(decision), DecisionText.Head(decision), DecisionText.Number(decision.Lag));
        var (rate, catchUp, work) = (DecisionText.Rate(decision.ImportRate), DecisionText.CatchUp(decision), DecisionText.Work(decision));
        if (decision.Restarts)
        {
            log.Restarting(name, decision.Reason, DecisionText.Explain(decision, policy), best, head, lag, rate, catchUp, work);
        }
        else if (isChange)
        {
            log.Changed(level, name, DecisionText.Verdict(decision), best, head, lag, rate, catchUp, work);
        }
        else
        {
            log.Heartbeat(level, name, DecisionText.Verdict(decision), best, head, lag, rate, catchUp, work);
        }
    }

    private void FollowUp(string name, Decision decision)
    {
        if (decision.Effect != RestartEffect.Unknown)
        {
            log.RestartJudged(decision.Effect == RestartEffect.Recovered ? LogLevel.Information : LogLevel.Warning, name, DecisionText.Effect(decision));
        }

        if (decision.Escalates)
        {
            log.Escalated(name, decision.RestartsInARow);
        }
    }

    /// <summary>Writes how a restart ended.</summary>
    public void Write(string name, RestartOutcome outcome)
    {
        var level = outcome.Result == RestartResult.Failed ? LogLevel.Error : LogLevel.Warning;
        log.RestartEnded(level, name, outcome.Result, outcome.Took.TotalSeconds, outcome.Detail);
    }
}
