using System.Collections.Concurrent;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Wording;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Writes alerts to the log: once when one begins, and once when it is over.</summary>
internal sealed class AlertLog(ILogger<AlertLog> log)
{
    private readonly ConcurrentDictionary<string, Alerts> _written = new();

    /// <summary>Writes what has changed. A node that can't be looked at leaves its alerts as they are.</summary>
    public void Write(string name, Decision decision)
    {
        var before = _written.GetValueOrDefault(name);
        if (decision.RunState == RunState.Unreachable || before == decision.Alerts)
        {
            return;
        }

        _written[name] = decision.Alerts;
        foreach (var alert in Enum.GetValues<Alerts>().Where(alert => alert != Alerts.None && (before ^ decision.Alerts).HasFlag(alert)))
        {
            if (alert == Alerts.RestartsDidNotHelp && IsSaid(decision))
            {
                continue;
            }

            if (decision.Alerts.HasFlag(alert))
            {
                log.AlertChanged(LogLevel.Warning, name, $"{alert}: {Text(alert, decision)}; a restart is not what mends that");
            }
            else
            {
                log.AlertChanged(LogLevel.Information, name, $"{alert} is over, finalized block {DecisionText.Number(decision.Finalized)}");
            }
        }
    }

    /// <summary>The log of decisions calls for people, and says that the node has recovered; what is left is that it stood already when the monitor was started.</summary>
    private static bool IsSaid(Decision decision) => decision.Escalates || !decision.Alerts.HasFlag(Alerts.RestartsDidNotHelp);

    private static string Text(Alerts alert, Decision decision) => alert switch
    {
        Alerts.RestartsDidNotHelp => $"{decision.RestartsInARow} restarts in a row did not help",
        Alerts.Forked when decision.Fork is { } fork => $"it finalized {fork.NodeHash} as block {fork.Block}, where the network has {fork.NetworkHash}",
        Alerts.NetworkFinalityStalled => $"{Standing(decision)}, and the network's finality stands still, too",
        _ => Standing(decision),
    };

    private static string Standing(Decision decision) =>
        $"finalized block {DecisionText.Number(decision.Finalized)} has stood still while best moved, now {DecisionText.Best(decision)}";
}
