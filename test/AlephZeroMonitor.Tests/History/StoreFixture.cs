using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.History;

/// <summary>A history in a folder of its own, that can be opened again.</summary>
internal sealed class StoreFixture : IDisposable
{
    public const string Node = "node";

    private HistoryStore? _store;

    public static NodeLife Life { get; } = new("c1", new DateTimeOffset(2025, 3, 12, 7, 0, 0, TimeSpan.Zero).AddTicks(1234567));

    public string Directory { get; init; } = System.IO.Directory.CreateTempSubdirectory("history").FullName;

    public string Path => HistoryFile.PathIn(Directory);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 3, 12, 8, 0, 0, TimeSpan.Zero));

    public ListLogger<HistoryStore> Log { get; } = new();

    public HistoryStore Store => _store ??= new HistoryStore(new Settings { ContainerNames = [Node], DataDirectory = Directory }, Time, Log);

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>An observation of a node that is so far behind.</summary>
    public Observation Behind(uint lag) => new()
    {
        At = Now,
        Elapsed = TimeSpan.FromHours(1),
        RunState = RunState.Running,
        Life = Life,
        Facts = new() { Best = 1000 },
        Head = Head.At(1000 + lag),
    };

    /// <summary>Decides on a node that is so far behind, and saves that.</summary>
    public (long Id, Decision Decision) Decide(uint lag, Policy? policy = null, string node = Node)
    {
        policy ??= new Policy();
        var seen = Behind(lag);
        var decision = Watchdog.Decide(NodeState.Initial, seen, policy).Decision;
        return (Store.SaveDecision(node, NodeState.Initial, seen, policy, decision)!.Value, decision);
    }

    /// <summary>Saves a restart that was carried out, with what it did.</summary>
    public long Restart(uint lag, RestartEffect? effect, string node = Node)
    {
        var id = Store.BeginRestart(node, Decide(lag, node: node).Id, Life, Now, "last line", memory => memory)!.Value;
        Store.EndRestart(id, new RestartOutcome(RestartResult.Restarted, "new start", TimeSpan.FromSeconds(3)), Life.StartedAt.AddHours(1), Now);
        if (effect is { } known)
        {
            Store.SaveEffect(id, known, TimeSpan.FromMinutes(4));
        }

        return id;
    }

    public T Read<T>(Func<HistoryReader, T> question) => Store.Read(question)!;

    public void Close()
    {
        _store?.Dispose();
        _store = null;
    }

    public void Dispose()
    {
        Close();
        if (System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
