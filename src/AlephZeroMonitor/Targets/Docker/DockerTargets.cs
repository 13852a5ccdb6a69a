using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The containers that the settings name, those that carry the label of WATCH_LABEL, and those that depend on one of them, as they come and go.</summary>
/// <remarks>Events say when to look for them; where none come, they are looked for at each check interval. While Docker does not answer, they stay.</remarks>
internal sealed class DockerTargets(
    Settings settings, Containers containers, EngineEvents events, Func<string, ITarget> open, TimeProvider time, ILogger<DockerTargets> log)
    : BackgroundService, ITargetSource
{
    /// <summary>Containers that come together are found together.</summary>
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(0.5);

    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _problemSince;

    public event Action? Changed;

    public ImmutableArray<string> Names { get; private set; } = settings.Containers;

    public string? Problem { get; private set; }

    public bool IsProblemLasting => Problem is not null && time.GetElapsedTime(_problemSince) > Node.LongestOutOfSight(settings.CheckInterval);

    public ITarget Open(string name) => open(name);

    /// <summary>Looks once before others start, so that what they find is whole.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.WatchesContainers)
        {
            events.Happened += OnHappened;
            await FindAsync(cancellationToken);
            await base.StartAsync(cancellationToken);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Lasting.RunAsync("WATCH_LABEL", KeepFindingAsync, time, log, stoppingToken);

    private async Task KeepFindingAsync(CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(Spacing, time, ct);
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(_nudges.Reader.WaitToReadAsync(waiting.Token).AsTask(), Task.Delay(settings.CheckInterval, time, waiting.Token));
            await waiting.CancelAsync();
            ct.ThrowIfCancellationRequested();
            _ = _nudges.Reader.TryRead(out _);
            await FindAsync(ct);
        }
    }

    private void OnHappened(ContainerEvent? happened)
    {
        if (happened is null or { Action: "create" or "start" or "destroy" or "rename" })
        {
            _nudges.Writer.TryWrite(true);
        }
    }

    private async Task FindAsync(CancellationToken ct)
    {
        try
        {
            var found = await containers.WatchedAsync(ct);
            Problem = null;
            Show(found);
        }
        catch (EngineException e)
        {
            Report(e.Failure.Text);
        }
    }

    private void Show(ImmutableArray<string> now)
    {
        var before = Names;
        Names = now;
        foreach (var name in now.Except(before))
        {
            log.Found(name);
        }

        foreach (var name in before.Except(now))
        {
            log.Gone(name);
        }

        if (!now.ToHashSet().SetEquals(before))
        {
            Changed?.Invoke();
        }
    }

    /// <summary>Without WATCH_LABEL the nodes are known; only what depends on them is not, and `doctor` says so.</summary>
    private void Report(string problem)
    {
        _problemSince = Problem is null ? time.GetTimestamp() : _problemSince;
        if (settings.WatchLabel is { } label && problem != Problem)
        {
            log.NotFound(label, problem);
            Problem = problem;
        }
    }
}
