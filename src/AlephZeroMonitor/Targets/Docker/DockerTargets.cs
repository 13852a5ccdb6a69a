using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The containers that the settings name, and those that carry the label of WATCH_LABEL, as they come and go.</summary>
/// <remarks>Events say when to look for the latter; where none come, they are looked for at each check interval. While Docker does not answer, they stay.</remarks>
internal sealed class DockerTargets(
    Settings settings, Containers containers, EngineEvents events, Func<string, ITarget> open, TimeProvider time, ILogger<DockerTargets> log)
    : BackgroundService, ITargetSource
{
    /// <summary>Containers that come together are found together.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(0.5);

    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    public event Action? Changed;

    public ImmutableArray<string> Names { get; private set; } = settings.Containers;

    public string? Problem { get; private set; }

    public ITarget Open(string name) => open(name);

    /// <summary>Looks once before others start, so that what they find is whole.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.WatchLabel is { } label)
        {
            events.Happened += OnHappened;
            await FindAsync(label, cancellationToken);
            await base.StartAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (settings.WatchLabel is { } label)
        {
            await Task.Delay(Spacing, time, stoppingToken);
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(_nudges.Reader.WaitToReadAsync(waiting.Token).AsTask(), Task.Delay(settings.CheckInterval, time, waiting.Token));
            await waiting.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
            _ = _nudges.Reader.TryRead(out _);
            await FindAsync(label, stoppingToken);
        }
    }

    private void OnHappened(ContainerEvent? happened)
    {
        if (happened is null or { Action: "create" or "start" or "destroy" or "rename" })
        {
            _nudges.Writer.TryWrite(true);
        }
    }

    private async Task FindAsync(WatchLabel label, CancellationToken ct)
    {
        try
        {
            var found = await containers.NamesWithLabelAsync(label, ct);
            Problem = null;
            Show([.. settings.Containers.Union(found)], label);
        }
        catch (EngineException e)
        {
            Report(label, e.Failure.Text);
        }
    }

    private void Show(ImmutableArray<string> now, WatchLabel label)
    {
        var before = Names;
        Names = now;
        foreach (var name in now.Except(before))
        {
            log.Found(name, label);
        }

        foreach (var name in before.Except(now))
        {
            log.Gone(name, label);
        }

        if (!now.ToHashSet().SetEquals(before))
        {
            Changed?.Invoke();
        }
    }

    private void Report(WatchLabel label, string problem)
    {
        if (problem != Problem)
        {
            log.NotFound(label, problem);
        }

        Problem = problem;
    }
}
