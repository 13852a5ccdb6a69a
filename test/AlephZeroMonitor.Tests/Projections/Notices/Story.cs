using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Host.Logging;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Ten minutes of three nodes and three endpoints: the real checks and the real log, on a clock and edges that a test drives.</summary>
internal sealed class Story : IDisposable
{
    public const string Chain = "Aleph Zero";

    private static readonly DateTimeOffset Begin = new(2025, 3, 12, 12, 0, 0, TimeSpan.Zero);
    private const int Seconds = 600;
    private const int CheckEvery = 10;
    private readonly string _folder = Directory.CreateTempSubdirectory("story").FullName;
    private readonly ServiceProvider _services;
    private readonly FakeNetwork _network = new();
    private readonly NodeCheck[] _checks;
    private readonly StoryLog _log;

    public Story(LogForm form)
    {
        var settings = new Settings { ContainerNames = ["node-a", "node-b", "node-c"], RpcUrls = [new("wss://a"), new("wss://b"), new("wss://c")], DataDirectory = _folder, LogForm = form };
        _log = new StoryLog(new LineFormatter(settings, Time));
        _services = new ServiceCollection().AddSingleton(settings).AddSingleton<TimeProvider>(Time).AddSingleton(new StartupNotices([])).AddNotices()
            .AddLogging(logging => logging.AddProvider(_log)).BuildServiceProvider();
        Projections = new ProjectionSet(_services.GetServices<IProjection>());
        Endpoints = [.. settings.RpcUrls.Select(url => new EndpointView { Host = $"{url.Scheme}://{url.Host}", Chain = Chain })];
        var nodes = new Nodes();
        var history = new HistoryStore(settings, Time, NullLogger<HistoryStore>.Instance);
        var context = new LoopContext(_network, history, Projections, new Fleet(nodes, Time, TimeSpan.Zero), Time, "boot");
        Nodes = [.. settings.ContainerNames.Select(name => new StoryNode(this, name))];
        _checks = [.. Nodes.Select(target =>
        {
            var node = new Node(target.Name, TimeSpan.FromSeconds(CheckEvery), settings.ForNodes, context);
            nodes.Add(node);
            return new NodeCheck(node, target, context);
        })];
        foreach (var service in _services.GetServices<IHostedService>())
        {
            service.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    public FakeTimeProvider Time { get; } = new(Begin);

    public DateTimeOffset Now => Time.GetUtcNow();

    public uint Head => 110_000_000 + (uint)(Now - Begin).TotalSeconds;

    public IProjection Projections { get; }

    public StoryNode[] Nodes { get; }

    public EndpointView[] Endpoints { get; }

    /// <summary>What an endpoint adds to the true head.</summary>
    public int[] Lies { get; } = new int[3];

    /// <summary>Lets it happen; the log of it.</summary>
    /// <param name="script">What happens in each second.</param>
    /// <param name="form">The log's form.</param>
    public static async Task<string> TellAsync(Action<Story, int> script, LogForm form)
    {
        using var story = new Story(form);
        for (var second = 0; second <= Seconds; second++)
        {
            script(story, second);
            await story.CheckAsync(second % CheckEvery == 0);
            second = Math.Max(second, (int)(story.Now - Begin).TotalSeconds); // an action took its time
            story.Time.SetUtcNow(Begin.AddSeconds(second + 1));
        }

        foreach (var service in story._services.GetServices<IHostedService>())
        {
            await service.StopAsync(CancellationToken.None);
        }

        return story._log.Written;
    }

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task CheckAsync(bool isTurn)
    {
        var elapsed = TimeSpan.FromTicks(Time.GetTimestamp());
        for (var i = 0; i < Endpoints.Length; i++)
        {
            Endpoints[i] = Endpoints[i].Answered(new HeadSample((uint)(Head + Lies[i]), elapsed));
        }

        _network.View = new([.. Endpoints]);
        for (var i = 0; i < Nodes.Length; i++)
        {
            Nodes[i].Advance();
            var isDue = isTurn || Nodes[i].IsDue;
            Nodes[i].IsDue = false;
            while (isDue && await _checks[i].RunAsync(TimeSpan.FromSeconds(1), CancellationToken.None))
            {
                Nodes[i].Advance();
            }
        }
    }

    /// <summary>Lines as the console would have them.</summary>
    private sealed class StoryLog(LineFormatter formatter) : ILoggerProvider, ILogger
    {
        private readonly StringWriter _written = new();

        public string Written => _written.ToString();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> format)
        {
            if (IsEnabled(logLevel))
            {
                formatter.Write(new LogEntry<TState>(logLevel, "", eventId, state, exception, format), null, _written);
            }
        }

        public void Dispose()
        {
        }
    }
}
