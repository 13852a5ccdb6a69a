using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Probe;

/// <summary>Registers this folder.</summary>
internal static class ProbeServices
{
    /// <summary>The node beside the monitor in its pod.</summary>
    public static IServiceCollection AddProbe(this IServiceCollection services) => services
        .AddSingleton<INodeCheckup, ProbeCheckup>()
        .AddSingleton<ITargetSource, ProbeTargets>();
}

/// <summary>The node of the pod, with MODE=probe.</summary>
internal sealed class ProbeTargets(Settings settings, INetwork network, RestartDemand demand, TimeProvider time) : ITargetSource
{
    /// <summary>The settings do not change while the program runs.</summary>
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public ImmutableArray<string> Names => settings.IsProbe ? settings.ContainerNames : [];

    public ITarget Open(string name) => new ProbeTarget(new SelfReports(name, network, settings.ForNodes.Addresses, time), demand, time);
}
