using System.Collections.Immutable;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Watching;

/// <summary>All projections as one.</summary>
public sealed class ProjectionSet(IEnumerable<IProjection> projections) : IProjection
{
    private readonly ImmutableArray<IProjection> _all = [.. projections];

    /// <inheritdoc/>
    public void Checked(NodeReport report) => Each(one => one.Checked(report));

    /// <inheritdoc/>
    public void Acting(NodeReport report) => Each(one => one.Acting(report));

    /// <inheritdoc/>
    public void Acted(NodeReport report, ActionOutcome outcome) => Each(one => one.Acted(report, outcome));

    /// <inheritdoc/>
    public void Happened(string node, TargetEvent happened, bool isOurs) => Each(one => one.Happened(node, happened, isOurs));

    /// <inheritdoc/>
    public void Requested(string node, OperatorAction action) => Each(one => one.Requested(node, action));

    /// <inheritdoc/>
    public void Configured(string node, NodeSettings settings) => Each(one => one.Configured(node, settings));

    /// <inheritdoc/>
    public void NetworkSeen(NetworkView network, ImmutableHashSet<string> chains) => Each(one => one.NetworkSeen(network, chains));

    /// <inheritdoc/>
    public void Failed(string node, Exception bug) => Each(one => one.Failed(node, bug));

    /// <inheritdoc/>
    public void Removed(string node) => Each(one => one.Removed(node));

    private void Each(Action<IProjection> call)
    {
        foreach (var one in _all)
        {
            call(one);
        }
    }
}
