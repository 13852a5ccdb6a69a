using System.Collections.Immutable;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Commands;

public class WatchServiceTests
{
    [Fact]
    public async Task ExecuteAsync_BugEndsTheWatch_EndsTheProgramWithAFailure()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services
            .AddSingleton(new Watch(new Nodes(), [new FailingSource()], new NodeSettings(new Policy()), TimeSpan.FromSeconds(1), null!))
            .AddSingleton<WatchService>()
            .AddHostedService(provider => provider.GetRequiredService<WatchService>());
        using var host = builder.Build();
        var watch = host.Services.GetRequiredService<WatchService>();
        await host.RunAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Failure, watch.ExitCode);
    }

    private sealed class FailingSource : ITargetSource
    {
        public event Action? Changed
        {
            add { }
            remove { }
        }

        public ImmutableArray<string> Names => throw new InvalidOperationException();

        public ITarget Open(string name) => throw new InvalidOperationException();
    }
}
