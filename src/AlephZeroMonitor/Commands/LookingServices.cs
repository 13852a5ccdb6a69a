using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Host.Privileges;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Commands;

/// <summary>What verbs need that look at nodes and act on nothing.</summary>
internal sealed class LookingServices : IAsyncDisposable
{
    private readonly Settings _settings;
    private readonly ServiceProvider _services;

    private LookingServices(Settings settings)
    {
        _settings = settings with { IsLooking = true };
        _services = new ServiceCollection()
            .AddSingleton(_settings)
            .AddSingleton(TimeProvider.System)
            .AddLogging()
            .AddRightsCheckup()
            .AddTargets()
            .AddNetwork()
            .AddArchive()
            .AddMessages(_settings)
            .AddSingleton<IDoctor, Doctor>()
            .BuildServiceProvider();
    }

    /// <summary>Starts them.</summary>
    public static async Task<LookingServices> StartAsync(Settings settings, CancellationToken ct)
    {
        var looking = new LookingServices(settings);
        foreach (var service in looking._services.GetServices<IHostedService>())
        {
            await service.StartAsync(ct);
        }

        return looking;
    }

    /// <summary>All services of a kind.</summary>
    public IEnumerable<T> All<T>()
        where T : class => _services.GetServices<T>();

    /// <summary>Looks at each node once, and gives what would be decided.</summary>
    public Task<NodeReport[]> LookAsync(CancellationToken ct) => Task.WhenAll(
        _services.GetServices<ITargetSource>().SelectMany(source => source.Names, (source, name) => LookAsync(source, name, ct)));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    private async Task<NodeReport> LookAsync(ITargetSource source, string name, CancellationToken ct)
    {
        await using var target = source.Open(name);
        return await SingleCheck.RunAsync(name, target, _services.GetRequiredService<INetwork>(), _settings.ForNodes, TimeProvider.System, ct);
    }
}
