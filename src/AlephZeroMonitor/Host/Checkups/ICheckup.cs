namespace AlephZeroMonitor.Host.Checkups;

/// <summary>One part of <c>doctor</c>. Each folder registers its own; <c>doctor</c> runs them in the order of registration.</summary>
internal interface ICheckup
{
    /// <summary>Checks, and changes nothing.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct);
}

/// <summary>The part of <c>doctor</c> that looks at a node. Each folder of a target registers its own.</summary>
internal interface INodeCheckup
{
    /// <summary>Checks what runs the node, and what was observed of it; changes nothing. Empty for a node of another kind.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(string name, Observation seen, CancellationToken ct);
}

/// <summary>All checkups together.</summary>
internal interface IDoctor
{
    /// <summary>Runs them; changes nothing.</summary>
    /// <param name="reports">The last look at each node.</param>
    /// <param name="ct">Ends the calls.</param>
    Task<IReadOnlyList<Finding>> RunAsync(IEnumerable<NodeReport> reports, CancellationToken ct);
}

/// <summary>Finds what is most likely a node, for people who have not said what to watch. Each folder of a target registers its own.</summary>
internal interface INodeFinder
{
    /// <summary>Their names, as CONTAINER_NAME takes them; empty when nothing answers.</summary>
    Task<ImmutableArray<string>> FindAsync(CancellationToken ct);
}

/// <summary>One result of a checkup.</summary>
/// <param name="Level">How serious it is.</param>
/// <param name="Subject">What was checked: "settings", "rights", "socket", "certs", "data", "engine", "clock", "endpoint", or a node's
/// name.</param>
/// <param name="Text">What was found.</param>
/// <param name="Mend">What to do, as it is typed where it is a command; null: nothing.</param>
internal sealed record Finding(FindingLevel Level, string Subject, string Text, string? Mend = null);

/// <summary>How serious a finding is. The names are API.</summary>
internal enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>The monitor works, but not as well as it could, or not for long.</summary>
    Warning,

    /// <summary>The monitor cannot do its work.</summary>
    Error,
}
