namespace AlephZeroMonitor.Wording;

/// <summary>What an alert means and what to do: the one source of the page, of messages and of docs/alerts.md.</summary>
/// <param name="Title">The alert in a few words.</param>
/// <param name="Meaning">What is seen.</param>
/// <param name="Certainty">How certain that is.</param>
/// <param name="Monitor">What the monitor does by itself.</param>
/// <param name="ToDo">What a person should do.</param>
internal sealed record AlertGuide(string Title, string Meaning, string Certainty, string Monitor, string ToDo)
{
    private const string OnlyReports = "Only reports it: a restart does not fix it.";
    private const string OneLine = "As certain as the node's log line, which counts for ten minutes.";

    /// <summary>The guide to an alert.</summary>
    public static AlertGuide Of(AlertKind alert) => alert switch
    {
        AlertKind.RestartsDidNotHelp => new(
            "Restarts do not help",
            "Three restarts in a row did not bring the node back, or a restart left it stopped and it does not start again.",
            "Certain: since the restarts, the lag was never at most BLOCK_LAG_20 for 60 s.",
            "Keeps restarting the node, with increasing waits of up to RESTART_BACKOFF_MAX.",
            "Read the node's log for the cause: a damaged database, a full or slow disk, an old version, no network. Pause the restarts while you work on it."),
        AlertKind.Blind => new(
            "Cannot be judged",
            "The node's state has been unknown for BLIND_AFTER: Docker, its log, its best block or the network's head cannot be read.",
            "Certain that the state is unknown. The node itself may be healthy.",
            "Tries again at each check, and does not restart the node until it can be judged.",
            "Fix the cause that is shown; `alephzero-monitor doctor` checks all of them."),
        AlertKind.Crashed => new(
            "Crashed",
            "The node ended by itself with a failure, it is stopped, and its restart policy does not start it again.",
            "Certain: neither its owner nor this monitor asked it to stop. When that cannot be known, there is no alert.",
            "Nothing: it starts only nodes that it stopped itself.",
            "Fix the cause shown by the exit code and the last log lines, then start the node. With the restart policy `unless-stopped`, Docker starts it by itself."),
        AlertKind.CrashLooping => new(
            "Crash loop",
            "The node crashed three or more times within a day.",
            "Certain, as for Crashed. The alert ends when the node has run for as long as those crashes took, and for at least ten minutes.",
            OnlyReports,
            "Fix the cause shown by its last log lines."),
        AlertKind.LeftStopped => new(
            "Left stopped by a restart",
            "A restart by this monitor stopped the node and did not start it again, and a hold has prevented the start for two minutes, or it is unknown whether its owner stopped it.",
            "Certain that an action of this monitor ended it, or began the life that ended. Whether its owner stopped it is unknown when Docker's events or the journal do not show it any more, and after 15 minutes without a monitor.",
            "Starts the node as soon as no hold prevents it: a pause, DRY_RUN, or a stop by its owner. It does not start the node while it is unknown whether its owner stopped it.",
            "Start the node, unless it is to stay stopped, or remove the hold that is shown."),
        AlertKind.RestartHeld => new(
            "Restart held",
            "A rule has asked for a restart for 15 minutes, and a hold other than a pause has prevented it.",
            "Certain that the rule applies. With ManySick, all nodes look unhealthy at once, so the endpoints may be wrong.",
            "Restarts the node as soon as no hold prevents it.",
            "Look at the hold that is shown. ManySick: check the endpoints. StandingBy: check the other monitor. OwnerStopping: find out who stops the node. Or restart the node yourself."),
        AlertKind.Forked => new(
            "On another fork",
            "The node finalized another block than most of the trusted endpoints have at that height.",
            "Certain, unless most of the endpoints are on a wrong fork themselves. The alert ends when a later comparison finds the same block.",
            OnlyReports,
            "Compare its finalized block with a block explorer. If the node is wrong, stop it, remove its database and sync again; take care of its session keys."),
        AlertKind.FinalityStalled => new(
            "Finality stalled",
            "The node imports blocks, but its finalized block has not moved for 120 s, while the network's has, as far as endpoints report it.",
            "Certain for the node. The alert ends when the node has finalized a higher block, also after a restart.",
            OnlyReports,
            "Look at its peers and its validator network address (`--public-validator-addresses`), and in its log for AlephBFT and justifications."),
        AlertKind.DatabaseCorrupt => new(
            "Database damaged",
            "A line of the node's log says that its database is damaged.",
            OneLine + " The alert ends when the node is in step and no such line comes.",
            OnlyReports,
            "Stop the node, check the disk, and restore the database from a snapshot or sync again."),
        AlertKind.DiskFull => new(
            "Disk full",
            "A line of the node's log says that no space is left on its disk.",
            OneLine + " The alert ends when the node is in step and no such line comes.",
            OnlyReports,
            "Free space on the disk of the node's data, then restart the node."),
        AlertKind.EssentialTaskFailed => new(
            "An essential task failed",
            "A line of the node's log says that an essential task failed; the node then shuts down.",
            OneLine + " The alert ends when the node is in step and no such line comes.",
            OnlyReports,
            "Read what the node logged before that line. If Docker has started it again and it is in step, nothing more is needed."),
        AlertKind.Panic => new(
            "A thread panicked",
            "A line of the node's log says that a thread panicked.",
            OneLine + " The alert ends when the node is in step and no such line comes.",
            OnlyReports,
            "Read the panic's message in the node's log. If it comes again, look for a newer version, or report it to the node's developers."),
        AlertKind.NetworkFinalityStalled => new(
            "The network's finality has stalled",
            "Blocks come, but neither the node nor the network has finalized any for 120 s.",
            "As certain as the endpoints. The alert ends when the node has finalized a higher block.",
            OnlyReports,
            "Do nothing at the node. Follow the announcements of the network."),
        AlertKind.NoPeers => new(
            "No peers",
            "The node has had no peers for three minutes, so it cannot receive blocks.",
            "Certain: the node reports it by its RPC, its metrics or its log.",
            "Restarts the node when its lag is above a threshold.",
            "Look at the host's network and firewall (port 30333), and at the node's boot nodes."),
        AlertKind.EndpointsBehind => new(
            "The endpoints are behind",
            "For five minutes the node has known of a block more than BLOCK_LAG_20 above the head that the endpoints report.",
            "As certain as the node's own report. The real lag is higher than shown.",
            "Judges the node by the head that the endpoints report.",
            "Set RPC_URL to endpoints that are in step; `alephzero-monitor endpoints` shows each one's head."),
        AlertKind.HeadStale => new(
            "The network's head has stalled",
            "The head that the endpoints report has not moved for five minutes: either the chain or the endpoints have stalled.",
            "Certain for the endpoints. The real lag may be higher than shown.",
            "Judges the node by the last known head.",
            "Look at another source, such as a block explorer. If the chain moves, set RPC_URL to other endpoints."),
        _ => throw new ArgumentOutOfRangeException(nameof(alert), alert, null),
    };
}
