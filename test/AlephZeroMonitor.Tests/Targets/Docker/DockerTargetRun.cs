using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A target as the loop sees it, with a Docker that does what the test says.</summary>
public abstract class DockerTargetRun : IAsyncLifetime
{
    private ServiceProvider _services = null!;

    private protected static NodeLife Life { get; } = new(FakeEngine.Id, FakeEngine.Start);

    private protected FakeTimeProvider Time { get; } = new(FakeEngine.Start.AddMinutes(30));

    private protected FakeEngine Docker { get; private set; } = null!;

    private protected ITargetSource Source => _services.GetRequiredService<ITargetSource>();

    private protected ITarget Target { get; private set; } = null!;

    private protected EngineEvents Events => _services.GetRequiredService<EngineEvents>();

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Docker = await FakeEngine.StartAsync();
        _services = new ServiceCollection()
            .AddSingleton(Change(new Settings { ContainerNames = [FakeEngine.Name], DockerHost = Docker.Url }))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<ILoggerFactory>(new LoggerFactory())
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton<MachineLock>()
            .AddSingleton(new HostName("server-1"))
            .AddDocker()
            .BuildServiceProvider();
        Target = Source.Open(FakeEngine.Name);
    }

    public async ValueTask DisposeAsync()
    {
        await Target.DisposeAsync();
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        await Docker.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the settings of this test are.</summary>
    private protected virtual Settings Change(Settings settings) => settings;

    private protected async ValueTask<TargetView> LookAsync(LastAction? last = null) => (await Target.LookAsync(last, Ct)).View;

    private protected async Task ListenAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(Ct);
        }

        await UntilAsync(() => Events.Connection is not null);
    }

    private protected static async Task UntilAsync(Func<bool> isSo)
    {
        for (var attempt = 0; !isSo(); attempt++)
        {
            Assert.True(attempt < 1000, "it did not happen");
            await Task.Delay(10, Ct);
        }
    }
}
