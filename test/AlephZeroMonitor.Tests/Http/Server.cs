using System.Net.Http.Json;
using System.Text.Json;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Http;

/// <summary>The real HTTP server on a free port and a real history, with nodes that the test says what was seen of.</summary>
internal sealed class Server : IAsyncDisposable, IMetricsText, IDoctor
{
    public const uint HeadBlock = 110_000_000;
    public static readonly DateTimeOffset Now = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider _time;
    private readonly string _folder = Directory.CreateTempSubdirectory("history").FullName;
    private readonly HttpServer _server;
    private long? _action;

    private Server(Settings settings, TimeProvider time)
    {
        _time = time;
        History = new HistoryStore(settings with { DataDirectory = _folder }, time, NullLogger<HistoryStore>.Instance);
        Network = new FakeNetwork { View = new([.. settings.RpcUrls.Select(url => new EndpointView { Host = $"{url.Scheme}://{url.Host}" })]) };
        Events = new EventStream(TimeProvider.System);
        var context = new LoopContext(Network, History, Events, new Fleet(Nodes, time, TimeSpan.Zero), time, "boot");
        foreach (var name in settings.ContainerNames)
        {
            Nodes.Add(new Node(name, settings.CheckInterval, new NodeSettings(settings.Policy), context));
        }

        var snapshot = new Snapshot(Nodes, Network, History, time);
        Routes =
        [
            new MonitoringRoutes(Nodes, [], this, Demand, settings), new NowRoutes(settings, snapshot, Events, History, time),
            new DoctorRoutes(this, Nodes, time), new PastRoutes(History, Nodes, time), new StateRoutes(settings, History, Nodes, time), new AboutRoutes(settings, History, [new ReceiverName("k", "ntfy://ntfy.sh")]),
            new BadgeRoutes(snapshot), new ActionRoutes(settings, Nodes, History), new PageRoutes(),
        ];
        _server = new HttpServer(settings, Routes, Events, snapshot);
    }

    public HistoryStore History { get; }

    public Nodes Nodes { get; } = new();

    public RestartDemand Demand { get; } = new();

    public FakeNetwork Network { get; }

    public EventStream Events { get; }

    public IRoutes[] Routes { get; }

    public HttpClient Client { get; } = new();

    public static async Task<Server> StartAsync(string names = "a", TimeProvider? time = null, Func<Settings, Settings>? change = null)
    {
        var settings = new Settings { ContainerNames = [.. names.Split(',')] };
        var server = new Server(change?.Invoke(settings) ?? settings, time ?? new FakeTimeProvider(Now));
        await server._server.ListenAsync(0, TestContext.Current.CancellationToken);
        server.Client.BaseAddress = server._server.Address;
        return server;
    }

    /// <summary>A node that is so many blocks behind.</summary>
    public static Observation Behind(uint lag, NodeFacts? facts = null) => new()
    {
        At = Now,
        Elapsed = TimeSpan.FromSeconds(1000),
        RunState = RunState.Running,
        Life = new NodeLife("c", Now.AddDays(-1)),
        Facts = (facts ?? NodeFacts.None) with { Best = HeadBlock - lag },
        Head = Head.At(HeadBlock),
    };

    public Task<IReadOnlyList<Finding>> RunAsync(IEnumerable<NodeReport> reports, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Finding>>([.. reports.Select(report => new Finding(FindingLevel.Warning, report.Name, "nothing starts it again", "mend it"))]);

    /// <summary>Judges what is seen of a node, saves and publishes it, as the loop does.</summary>
    public Decision Publish(string name, Observation seen, Policy? policy = null)
    {
        var decision = Watchdog.Decide(NodeState.Initial, seen, policy ?? new Policy()).Decision;
        if (seen.Life is { } life)
        {
            History.SaveLife(name, life, seen.At);
        }

        History.AddSample(name, seen.At, decision.Lag, decision.Best, decision.Head);
        var id = History.SaveDecision(name, NodeState.Initial, seen, policy ?? new Policy(), decision);
        Publish(name, seen, decision, policy, id);
        if (decision.Acts)
        {
            _action = History.BeginAction(name, new ActionIntent(decision.Reason.AsksFor(), id, seen.Life!.Value, seen.At, "its last line"), memory => memory);
        }

        return decision;
    }

    /// <summary>Publishes a decision.</summary>
    public void Publish(string name, Observation seen, Decision decision, Policy? policy = null, long? id = 1)
    {
        var report = new NodeReport
        {
            Name = name,
            Seen = seen,
            Decision = decision,
            Policy = policy ?? new Policy(),
            DecisionId = id,
            Took = TimeSpan.FromMilliseconds(20),
            PublishedAt = _time.GetTimestamp(),
        };
        Nodes.Find(name)!.Report = report;
        Events.Checked(report);
    }

    /// <summary>The node's last action has ended.</summary>
    public void Publish(string name, ActionOutcome outcome) => History.EndAction(name, _action!.Value, outcome, _time.GetUtcNow(), memory => memory);

    /// <summary>The node is restarted, and the effect of that is seen; it isn't when it is null.</summary>
    public void Restart(string name, RestartEffect? effect)
    {
        Publish(name, Behind(101));
        Publish(name, new ActionOutcome(ActionResult.Restarted, TimeSpan.FromSeconds(3)));
        if (effect is { } seen)
        {
            History.SaveEffect(_action!.Value, seen, TimeSpan.FromMinutes(5));
        }
    }

    /// <summary>The node's life has ended.</summary>
    public void End(string name, LifeEnd end) => History.EndLife(name, Nodes.Find(name)!.Report!.Seen.Life!.Value, end);

    /// <inheritdoc/>
    public string Write() => "# no metrics\n";

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>Asks for the events, and does not wait for them.</summary>
    public Task<HttpResponseMessage> ListenAsync() => Client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    public Task<string> TextAsync(string path) => Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public Task<JsonElement> JsonAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        _server.Dispose();
        History.Dispose();
        Directory.Delete(_folder, recursive: true);
        Client.Dispose();
    }
}

/// <summary>A network of which the test says what is known.</summary>
internal sealed class FakeNetwork : INetwork
{
    public event Action<uint>? HeadMoved
    {
        add { }
        remove { }
    }

    public required NetworkView View { get; set; }

    public ValueTask<NetworkView> AskAsync(TimeSpan maxAge, CancellationToken ct) => ValueTask.FromResult(View);

    public Task<IReadOnlyList<string>> HashesAtAsync(uint block, string? nodeChain, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<uint>> FinalizedAsync(string? nodeChain, CancellationToken ct) => Task.FromResult<IReadOnlyList<uint>>([]);

    public ValueTask<(SelfReport? Rpc, SelfReport? Metrics)> AskNodeAsync(string node, NodeAddresses addresses, CancellationToken ct) => ValueTask.FromResult<(SelfReport?, SelfReport?)>((null, null));
}
