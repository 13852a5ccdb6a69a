using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>Why a decision is what it is, for people.</summary>
internal static class Explanation
{
    /// <summary>So many characters of an id are shown, as by `docker ps`.</summary>
    private const int ShortId = 12;

    /// <summary>Sentences: the reason with its numbers, then the hold.</summary>
    public static IEnumerable<string> Sentences(Decision decision, Policy policy)
    {
        yield return Reason(decision, policy);
        if (decision.RestartsInARow > 0)
        {
            yield return Invariant($"Restarts in a row that have not brought the node back: {decision.RestartsInARow}, the last {decision.SinceRestart?.TotalSeconds:0} s ago.");
        }

        if (decision.Restarts)
        {
            yield return "Nothing held it, so the node was restarted.";
        }
        else if (decision.Hold != Hold.None)
        {
            yield return $"The restart was held: {HoldOf(decision, policy)}.";
        }
    }

    /// <summary>What it was made from: name, value, and the log's time.</summary>
    public static IEnumerable<(string What, string Value, LogTime? At)> Evidence(Observation seen, Decision decision)
    {
        var facts = seen.Facts;
        yield return ("Container", $"{seen.RunState}{(seen.Life is { } life ? $", started {life.StartedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}, {life.InstanceId[..Math.Min(ShortId, life.InstanceId.Length)]}" : "")}", null);
        yield return ("Network's head", DecisionText.Head(decision) + (seen.Head.Problem is { } problem ? $" ({problem})" : ""), null);
        yield return ("Node's best block", DecisionText.Best(decision), decision.BestSource == BestSource.Log ? facts.BestAt : null);
        if (decision.Disagreement is { } disagreement)
        {
            yield return ("What is told differently", disagreement, null);
        }

        if (seen.Report is { } rpc)
        {
            yield return ("The node's RPC", Told(rpc), null);
        }

        if (seen.Metrics is { } metrics)
        {
            yield return ("The node's metrics", Told(metrics) + (metrics.BlocksPrepared is { } prepared ? Invariant($", {prepared} blocks prepared") : ""), null);
        }

        yield return ("Finalized block", DecisionText.Number(decision.Finalized), null);
        yield return ("Blocks imported a second", DecisionText.Rate(decision.ImportRate), null);
        yield return ("Major sync", $"{decision.MajorSync}", facts.MajorSyncAt);
        yield return ("Session", DecisionText.Number(decision.Session), facts.SessionStartedAt);
        yield return ("Blocks prepared and pre-sealed in it", Invariant($"{facts.PreparedInSession} and {facts.PreSealedInSession}"), facts.ProducedAt);
        yield return ("Start banner", facts.ChainName ?? (facts.NodeStartedAt is null ? "not seen" : "seen"), facts.NodeStartedAt);
        foreach (var line in facts.Evidence)
        {
            yield return ($"Log line: {line.Kind}", line.Line, line.At);
        }

        foreach (var trouble in facts.Troubles)
        {
            yield return (Invariant($"Log: {trouble.Kind}, {trouble.Count} lines"), trouble.Line, trouble.At);
        }
    }

    private static string Told(SelfReport report)
    {
        var sync = report.IsSyncing switch { true => "in major sync", false => "not in major sync", null => "major sync unknown" };
        var target = report.SyncTarget is { } block ? Invariant($", syncs towards {block}") : "";
        return $"best {DecisionText.Number(report.Best)}, finalized {DecisionText.Number(report.Finalized)}, {sync}{target}{(report.Problem is { } untold ? $"; {untold}" : "")}";
    }

    private static string Reason(Decision decision, Policy policy) => decision.Reason switch
    {
        Core.Reason.InStep => Invariant($"Lag {decision.Lag} is at most {policy.BlockLag20} (BLOCK_LAG_20): all is well."),
        Core.Reason.Syncing => Invariant($"Lag {decision.Lag} is above {policy.BlockLag20} (BLOCK_LAG_20), but the node is in major sync."),
        Core.Reason.Producing => Invariant($"Lag {decision.Lag} is above {policy.BlockLag20} (BLOCK_LAG_20), but the node produces blocks in its session."),
        Core.Reason.Tolerated => Invariant($"Lag {decision.Lag} is above {policy.BlockLag20} (BLOCK_LAG_20), but the log does not say that the node left major sync."),
        Core.Reason.BestUnknown => "The log of this life shows no block yet, so nothing can be said of the lag.",
        Core.Reason.Missing => "There is no container of that name.",
        Core.Reason.NotRunning => $"The container is {decision.RunState}; that is respected.",
        Core.Reason.Unreachable => "The Docker engine does not answer.",
        var reason when reason.IsBlind() => $"Nothing can be said of the lag: {decision.Problem}.",
        var reason => $"{reason} asks for a restart: {DecisionText.Explain(decision, policy)}.",
    };

    private static string HoldOf(Decision decision, Policy policy) => decision.Hold switch
    {
        Hold.StandingBy => "another monitor acts on this node",
        Hold.Paused => "an operator paused this node",
        Hold.BackingOff => Invariant($"{decision.RestartsInARow} restarts in a row did not help, so the next waits longer (RESTART_BACKOFF_MAX)"),
        Hold.ManySick => "all nodes would be restarted in the same minute, so the observer is suspect",
        Hold.Starting => Invariant($"the node started, or went on after a pause, less than {policy.StartGrace.TotalSeconds} s ago (START_GRACE)"),
        Hold.CoolingDown => Invariant($"our last restart was less than {policy.RestartCooldown.TotalSeconds} s ago (RESTART_COOLDOWN)"),
        Hold.CatchingUp => Invariant($"the lag shrinks by {decision.CatchUpRate:0.0} blocks a second"),
        Hold.DryRun => "DRY_RUN is set",
        var hold => $"{hold}",
    };
}
