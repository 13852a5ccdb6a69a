namespace AlephZeroMonitor.Watching;

/// <summary>All projections as one. What one of them throws is reported to all, and disturbs neither the others nor the loop.</summary>
public sealed class ProjectionSet(IEnumerable<IProjection> projections) : IProjection
{
    private readonly ImmutableArray<IProjection> _all = [.. projections];

    /// <inheritdoc/>
    public void Checked(NodeReport report) => Each(report.Name, one => one.Checked(report));

    /// <inheritdoc/>
    public void Acting(NodeReport report) => Each(report.Name, one => one.Acting(report));

    /// <inheritdoc/>
    public void Acted(NodeReport report, ActionOutcome outcome) => Each(report.Name, one => one.Acted(report, outcome));

    /// <inheritdoc/>
    public void Happened(string node, TargetEvent happened, bool isOurs) => Each(node, one => one.Happened(node, happened, isOurs));

    /// <inheritdoc/>
    public void Requested(string node, OperatorAction action) => Each(node, one => one.Requested(node, action));

    /// <inheritdoc/>
    public void Configured(string node, NodeSettings settings) => Each(node, one => one.Configured(node, settings));

    /// <inheritdoc/>
    public void NetworkSeen(NetworkView network, ImmutableHashSet<string> chains) => Each("network", one => one.NetworkSeen(network, chains));

    /// <inheritdoc/>
    public void Failed(string node, Exception bug)
    {
        foreach (var one in _all)
        {
            _ = Try(one, each => each.Failed(node, bug));
        }
    }

    /// <inheritdoc/>
    public void Removed(string node) => Each(node, one => one.Removed(node));

    private void Each(string node, Action<IProjection> call)
    {
        foreach (var one in _all)
        {
            if (Try(one, call) is { } bug)
            {
                Failed(node, bug);
            }
        }
    }

    private static Exception? Try(IProjection one, Action<IProjection> call)
    {
        try
        {
            call(one);
            return null;
        }
        catch (Exception e) // A restart that is saved must be carried out, whatever shows it.
        {
            return e;
        }
    }
}
