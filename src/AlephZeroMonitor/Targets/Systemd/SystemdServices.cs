using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>Registers this folder.</summary>
internal static class SystemdServices
{
    /// <summary>Nodes that run as systemd services.</summary>
    public static IServiceCollection AddSystemd(this IServiceCollection services) => services
        .AddSingleton<SystemBus>()
        .AddSingleton<INodeCheckup, UnitCheckup>()
        .AddSingleton<ITargetSource, SystemdTargets>();
}

/// <summary>The units that the settings name.</summary>
internal sealed class SystemdTargets(Settings settings, SystemBus bus, MachineLock machine, TimeProvider time) : ITargetSource
{
    /// <summary>The settings do not change while the program runs.</summary>
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public ImmutableArray<string> Names => settings.Units;

    public ITarget Open(string name) => new SystemdTarget(name[Settings.UnitPrefix.Length..], bus, machine, settings, time);
}
