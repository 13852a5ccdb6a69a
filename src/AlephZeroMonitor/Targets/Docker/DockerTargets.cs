using System.Collections.Immutable;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The containers that the settings name.</summary>
internal sealed class DockerTargets(ImmutableArray<string> names, Func<string, ITarget> open) : ITargetSource
{
    /// <summary>The settings do not change while the program runs.</summary>
    public event Action? Changed
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Names => names;

    /// <inheritdoc/>
    public ITarget Open(string name) => open(name);
}
