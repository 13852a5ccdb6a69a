using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using System.Text.Json;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Projections.Metrics;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Http;

/// <summary>The real HTTP server on a free port, with a board that the test publishes to.</summary>
internal sealed class Server : IAsyncDisposable
{
    public const uint HeadBlock = 110_000_000;
    public static readonly DateTimeOffset Now = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);

    private readonly RpcNetwork _endpoints;
    private readonly Meter _meter;
    private readonly Exposition _exposition;
    private readonly TimeProvider _time;
    private readonly string _folder = Directory.CreateTempSubdirectory("history").FullName;
    private readonly ConcurrentDictionary<string, NodeRecord> _records = new();
    private HttpServer? _server;

    private Server(Settings settings, TimeProvider time)
    {
        _time = time;
        Board = new Board(time);
        _endpoints = new RpcNetwork(settings, time);
        History = new HistoryStore(settings with { DataDirectory = _folder }, time, new ListLogger<HistoryStore>());
        var help = new RestartHelp(History, time);
        Snapshot = new Snapshot(Board, _endpoints, help, settings, time);
        Events = new EventStream(Board, Snapshot, TimeProvider.System);
        Requests = new Requests(settings, History, time, new ListLogger<Requests>());
        _meter = MetricsServices.Instruments(Board, help, _endpoints, Snapshot, Events, time);
        _exposition = new Exposition(_meter);
        Routes = new Routes(settings, new Liveness(time), Board, Snapshot, new Past(History), Events, Requests, _exposition, time);
        _server = new HttpServer(settings, Routes, Events, new ListLogger<HttpServer>());
    }

    public HistoryStore History { get; }

    public Board Board { get; }

    public RpcNetwork Endpoints => _endpoints;

    public Snapshot Snapshot { get; }

    public EventStream Events { get; }

    public Requests Requests { get; }

    public Routes Routes { get; }

    public HttpClient Client { get; } = new();

    public static async Task<Server> StartAsync(string names = "a", TimeProvider? time = null, Func<Settings, Settings>? change = null)
    {
        var settings = new Settings { ContainerNames = [.. names.Split(',')] };
        var server = new Server(change?.Invoke(settings) ?? settings, time ?? new FakeTimeProvider(Now));
        await server._server!.ListenAsync(0, TestContext.Current.CancellationToken);
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

    /// <summary>Judges what is seen of a node, and publishes it.</summary>
    public Decision Publish(string name, Observation seen, Policy? policy = null)
    {
        var decision = Watchdog.Decide(NodeState.Initial, seen, policy ?? new Policy()).Decision;
        var record = _records.GetOrAdd(name, _ => new NodeRecord(name, History, new Boot(), _time));
        var id = record.Write(NodeState.Initial, NodeState.Initial, seen, policy ?? new Policy(), decision, TimeSpan.Zero, "its last line");
        Board.Publish(name, seen, decision, policy ?? new Policy(), TimeSpan.FromMilliseconds(20), id);
        return decision;
    }

    /// <summary>The node's restart has ended.</summary>
    public void Publish(string name, RestartOutcome outcome)
    {
        _records[name].End(outcome);
        Board.Publish(name, outcome);
    }

    /// <summary>The node is restarted, and the effect of that is seen; it isn't when it is null.</summary>
    public void Restart(string name, RestartEffect? effect)
    {
        Publish(name, Behind(101));
        Publish(name, new RestartOutcome(RestartResult.Restarted, "", TimeSpan.FromSeconds(3)));
        if (effect is { } seen)
        {
            History.SaveEffect(History.Read(reader => reader.Restarts(name, default, 1))!.Single().Id, seen, TimeSpan.FromMinutes(5));
        }
    }

    /// <summary>The node's life has ended.</summary>
    public void End(string name, LifeEnd end) => _records[name].Write(end);

    /// <summary>What operators did.</summary>
    public IReadOnlyList<PastAction> Actions => History.Read(reader => reader.Actions(null, 10))!;

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>Asks for the events, and does not wait for them.</summary>
    public Task<HttpResponseMessage> ListenAsync() => Client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    public Task<string> TextAsync(string path) => Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    public Task<JsonElement> JsonAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _server!.StopAsync(CancellationToken.None);
        _server.Dispose();
        _server = null;
        _endpoints.Dispose();
        _exposition.Dispose();
        _meter.Dispose();
        History.Dispose();
        Directory.Delete(_folder, recursive: true);
        Client.Dispose();
    }
}
