namespace AlephZeroMonitor.Wording;

/// <summary>What an alert means and what to do: the one source of the page, of messages and of docs/alerts.md.</summary>
/// <param name="Title">It in a few words.</param>
/// <param name="Meaning">What is seen.</param>
/// <param name="Certainty">How sure that is.</param>
/// <param name="Monitor">What the monitor does by itself.</param>
/// <param name="ToDo">What a person should do.</param>
internal sealed record AlertGuide(string Title, string Meaning, string Certainty, string Monitor, string ToDo)
{
    private const string OnlyReports = "Nothing but this report: a restart does not mend it.";
    private const string OneLine = "As sure as the line: it is read from the node's log, and counts for ten minutes.";

    /// <summary>The guide to an alert.</summary>
    public static AlertGuide Of(AlertKind alert) => alert switch
    {
        AlertKind.RestartsDidNotHelp => new(
            "Restarts do not help",
            "Three restarts in a row did not bring the node back, or a restart left it stopped and it does not start again.",
            "Sure: a recovery is a lag of at most BLOCK_LAG_20 for 60 s, and none was seen.",
            "It goes on restarting the node, with longer and longer waits (RESTART_BACKOFF_MAX).",
            "Read the node's log for the cause: a damaged database, a full or slow disk, an old version, no network. Pause the restarts while you work on it."),
        AlertKind.Blind => new(
            "It cannot be judged",
            "For BLIND_AFTER nothing shows how the node is: Docker, its log, its blocks or the network's head are not known.",
            "Sure that it is not known. The node itself may be well.",
            "It goes on trying at each check, and does not restart the node meanwhile.",
            "Mend what is named; `alephzero-monitor doctor` checks all of it."),
        AlertKind.Crashed => new(
            "It crashed",
            "The node ended by itself with a failure, it is stopped, and its restart policy does not start it again.",
            "Sure: neither its owner nor this monitor asked it to end. Where that cannot be known, there is no alert.",
            "Nothing: it never starts a node that it did not stop itself.",
            "Mend the cause that the exit code and the last words name, then start it. The restart policy `unless-stopped` would have started it."),
        AlertKind.CrashLooping => new(
            "It crashes again and again",
            "Three or more lives of the node ended by themselves with a failure within a day.",
            "Sure, as for Crashed. It ends when a life has lasted as long as those took, at least ten minutes.",
            OnlyReports,
            "Mend the cause that its last words name."),
        AlertKind.LeftStopped => new(
            "An action of the monitor left it stopped",
            "A restart by this monitor ended the node, it was not started again, and for two minutes a hold has kept the monitor from starting it.",
            "Sure: the monitor remembers what it did.",
            "It starts the node as soon as nothing holds that: a pause, DRY_RUN, or its owner's own stop.",
            "Start the node, or lift the hold that is named."),
        AlertKind.RestartHeld => new(
            "Its restart is held back",
            "For 15 minutes a rule has asked for a restart, and a hold other than a pause has kept the monitor from it.",
            "Sure that the rule applies. With ManySick all nodes look ill at once, so the endpoints may be wrong.",
            "It restarts the node as soon as nothing holds that.",
            "Look at the hold that is named: with ManySick at the endpoints, with StandingBy at the other monitor, with OwnerStopping at who stops the node; or restart the node yourself."),
        AlertKind.Forked => new(
            "On another fork",
            "The node finalized another block than most of the trusted endpoints have at that height.",
            "Sure, unless most of the endpoints are on a wrong fork themselves. It ends when another block was compared and is the same.",
            OnlyReports,
            "Compare its finalized block with a block explorer. If the node is wrong, stop it, remove its database and sync again; take care of its session keys."),
        AlertKind.FinalityStalled => new(
            "Its finality stands still",
            "The node imports blocks, but its finalized block has not moved for 120 s, while the network's has, as far as endpoints report it.",
            "Sure for the node. It ends when the node has finalized a higher block, in whichever life.",
            OnlyReports,
            "Look at its peers and its validator network address (`--public-validator-addresses`), and in its log for AlephBFT and justifications."),
        AlertKind.DatabaseCorrupt => new(
            "Its database is damaged",
            "A line of the node's log says that its database is damaged.",
            OneLine + " It ends when the node is in step and no such line comes.",
            OnlyReports,
            "Stop the node, check the disk, and restore the database from a snapshot or sync again."),
        AlertKind.DiskFull => new(
            "Its disk is full",
            "A line of the node's log says that no space is left on its disk.",
            OneLine + " It ends when the node is in step and no such line comes.",
            OnlyReports,
            "Free space on the disk of the node's data, then restart the node."),
        AlertKind.EssentialTaskFailed => new(
            "An essential task failed",
            "A line of the node's log says that an essential task failed; the node then shuts down.",
            OneLine + " It ends when the node is in step and no such line comes.",
            OnlyReports,
            "Read what the node logged before that line. If Docker has started it again and it is in step, no more is needed."),
        AlertKind.Panic => new(
            "A thread panicked",
            "A line of the node's log says that a thread panicked.",
            OneLine + " It ends when the node is in step and no such line comes.",
            OnlyReports,
            "Read the panic's message in the node's log. If it comes again, look for a newer version, or report it to the node's developers."),
        AlertKind.NetworkFinalityStalled => new(
            "The network's finality stands still",
            "Blocks come, but neither the node nor the network has finalized any for 120 s.",
            "As sure as the endpoints. It ends when the node has finalized a higher block.",
            OnlyReports,
            "Nothing at the node. Follow the announcements of the network."),
        AlertKind.NoPeers => new(
            "No peers",
            "For three minutes the node has been connected to no peer: it can get blocks from nobody.",
            "Sure: the node says so, by its RPC, its metrics or its log.",
            "It restarts the node once its lag asks for that.",
            "Look at the host's network and firewall (port 30333), and at the node's boot nodes."),
        AlertKind.EndpointsBehind => new(
            "The endpoints are behind",
            "For five minutes the node has known of a block more than BLOCK_LAG_20 above the head that the endpoints report.",
            "As sure as the node's own word. The lag is then more than it shows.",
            "It judges the node by the head that the endpoints report.",
            "Set RPC_URL to endpoints that are in step; `alephzero-monitor endpoints` shows each one's head."),
        AlertKind.HeadStale => new(
            "The network's head stands still",
            "The head that the endpoints report has not moved for five minutes: the chain stands still, or the endpoints do.",
            "Sure for the endpoints. The lag may be more than it shows.",
            "It judges the node by the last head that it knows.",
            "Look at another source, such as a block explorer. If the chain moves, set RPC_URL to other endpoints."),
        _ => throw new ArgumentOutOfRangeException(nameof(alert), alert, null),
    };
}
