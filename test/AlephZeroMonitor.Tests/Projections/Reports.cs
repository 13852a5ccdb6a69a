using System.Collections.Immutable;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Projections;

/// <summary>Makes reports of checks.</summary>
internal static class Reports
{
    public const uint HeadBlock = 110_000_000;
    public static readonly DateTimeOffset Now = new(2025, 3, 12, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A check that led to this decision.</summary>
    public static NodeReport Of(
        Decision decision, Observation? seen = null, Policy? policy = null, string name = "node", long publishedAt = 0) => new()
        {
            Name = name,
            Seen = seen ?? Behind(0) with { RunState = decision.RunState },
            Decision = decision,
            Policy = policy ?? new Policy(),
            DecisionId = null,
            Took = TimeSpan.FromMilliseconds(20),
            PublishedAt = publishedAt,
        };

    /// <summary>A check that saw this.</summary>
    public static NodeReport Of(Observation seen, Policy? policy = null, string name = "node", long publishedAt = 0) =>
        Of(Watchdog.Decide(NodeState.Initial, seen, policy ?? new Policy()).Decision, seen, policy, name, publishedAt);

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
}

/// <summary>Endpoints that say what the test sets.</summary>
internal sealed class FakeNetwork : INetwork
{
    public event Action<uint>? HeadMoved { add { } remove { } }

    public NetworkView View { get; set; } = new([new EndpointView { Host = "https://a" }]);

    public ValueTask<NetworkView> AskAsync(TimeSpan maxAge, CancellationToken ct) => new(View);

    public Task<IReadOnlyList<string>> HashesAtAsync(uint block, string? nodeChain, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<uint>> FinalizedAsync(string? nodeChain, CancellationToken ct) => Task.FromResult<IReadOnlyList<uint>>([]);

    public ValueTask<(SelfReport? Rpc, SelfReport? Metrics)> AskNodeAsync(string node, NodeAddresses addresses, CancellationToken ct) =>
        default;
}

/// <summary>A history that knows the actions that the test sets.</summary>
internal sealed class FakeHistory : IHistoryQueries
{
    public ImmutableArray<SavedAction> Saved { get; set; } = [];

    public bool IsInFile => false;

    public IReadOnlyList<SavedDecision> Decisions(string? node, DateTimeOffset since, int limit) => [];

    public DecisionRecord? Decision(long id) => null;

    public DecisionRecord? DecisionAt(string? node, DateTimeOffset at) => null;

    public IReadOnlyList<SavedAction> Actions(string? node, DateTimeOffset since, int limit) =>
        [.. Saved.Where(action => action.Node == node).Take(limit)];

    public RecordBatch Records(string? node, DateTimeOffset since, long afterId, int limit) => new([], 0, null);

    public IReadOnlyList<HelpShare> Shares(string? node, DateTimeOffset since) => [];

    public IReadOnlyList<SavedLife> Lives(string? node, DateTimeOffset from, DateTimeOffset to, int limit) => [];

    public IReadOnlyList<LagPoint> Lag(string node, DateTimeOffset from, DateTimeOffset to, TimeSpan step) => [];

    public IReadOnlyList<StateSpan> States(string node, DateTimeOffset from, DateTimeOffset to, TimeSpan longestSilence) => [];

    public IReadOnlyList<ReceiverRecord> Receivers() => [];

    public IReadOnlyList<SavedRequest> Requests(string? node, int limit) => [];
}
