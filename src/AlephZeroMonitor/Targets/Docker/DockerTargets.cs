using System.Collections.Immutable;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The containers that CONTAINER_NAME names.</summary>
internal sealed class DockerTargets(DockerParts docker, Settings settings, ILogger<DockerTargets> log) : ITargetSource
{
    /// <inheritdoc/>
    public event Action? Changed
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public ImmutableArray<string> Names => settings.ContainerNames;

    /// <inheritdoc/>
    public ITarget Open(string name) => new DockerTarget(name, docker, settings, log);
}
