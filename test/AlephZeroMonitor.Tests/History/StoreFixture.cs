using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.History;

/// <summary>A history in a folder of its own, that can be opened again.</summary>
internal sealed class StoreFixture : IDisposable
{
    public const string NodeName = "node";

    private HistoryStore? _store;

    public static NodeLife Life { get; } = new("c1", new DateTimeOffset(2025, 3, 12, 7, 0, 0, TimeSpan.Zero).AddTicks(1234567));

    public string Directory { get; init; } = System.IO.Directory.CreateTempSubdirectory("history").FullName;

    public string Path => HistoryFile.PathIn(Directory);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2025, 3, 12, 8, 0, 0, TimeSpan.Zero));

    public ListLogger<HistoryStore> Log { get; } = new();

    public HistoryStore Store => _store ??= new HistoryStore(new Settings { ContainerNames = [NodeName], DataDirectory = Directory }, Time, Log);

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
    public (long Id, Decision Decision) Decide(uint lag, Policy? policy = null, string node = NodeName)
    {
        policy ??= new Policy();
        var seen = Behind(lag);
        var decision = Watchdog.Decide(NodeState.Initial, seen, policy).Decision;
        return (Store.SaveDecision(node, NodeState.Initial, seen, policy, decision)!.Value, decision);
    }

    /// <summary>Saves a restart that was carried out, with what it did.</summary>
    public long Restart(uint lag, RestartEffect? effect, string node = NodeName)
    {
        var id = Begin(Decide(lag, node: node).Id, node);
        Store.EndAction(node, id, new ActionOutcome(ActionResult.Restarted, TimeSpan.FromSeconds(3)) { NewLifeStartedAt = Life.StartedAt.AddHours(1) }, Now, memory => memory);
        if (effect is { } known)
        {
            Store.SaveEffect(id, known, TimeSpan.FromMinutes(4));
        }

        return id;
    }

    /// <summary>Saves that a restart is about to be carried out.</summary>
    public long Begin(long? decisionId = null, string node = NodeName, string logTail = "last line", Func<NodeMemory, NodeMemory>? change = null) =>
        Store.BeginAction(node, new ActionIntent(Remedy.Restart, decisionId, Life, Now, logTail), change ?? (memory => memory))!.Value;

    /// <summary>Opens the file as something other than the monitor does.</summary>
    public SqliteConnection OpenRaw()
    {
        var file = new SqliteConnection($"Data Source={Path};Pooling=False");
        file.Open();
        return file;
    }

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
