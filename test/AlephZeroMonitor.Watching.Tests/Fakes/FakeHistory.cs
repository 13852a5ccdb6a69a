using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace AlephZeroMonitor.Watching.Fakes;

/// <summary>A history in memory, which writes down what is saved.</summary>
internal sealed class FakeHistory(ConcurrentQueue<string> journal) : IHistory
{
    private readonly ConcurrentDictionary<string, NodeMemory> _memory = [];
    private readonly ConcurrentDictionary<string, long> _lastActions = [];
    private readonly List<(string Node, OpenAction Action)> _open = [];
    private long _lastId;

    public Action OnBegin { get; set; } = () => { };

    public Action OnLoad { get; set; } = () => { };

    public List<ActionIntent> Intents { get; } = [];

    public List<(long Id, ActionOutcome Outcome)> Outcomes { get; } = [];

    public List<(NodeLife Life, LifeEnd End)> LifeEnds { get; } = [];

    public List<(long Id, RestartEffect Effect)> Effects { get; } = [];

    public List<OperatorAction> Requests { get; } = [];

    public long LastId => _lastId;

    /// <inheritdoc/>
    public NodeMemory? Load(string node)
    {
        OnLoad();
        return _memory.GetValueOrDefault(node);
    }

    /// <inheritdoc/>
    public void Remember(string node, Func<NodeMemory, NodeMemory> change) =>
        _memory.AddOrUpdate(node, _ => change(NodeMemory.None), (_, memory) => change(memory));

    /// <inheritdoc/>
    public (long Id, Decision Decision)? LastDecision(string node) => null;

    /// <inheritdoc/>
    public IReadOnlyList<OpenAction> OpenActions(string node) => [.. _open.Where(each => each.Node == node).Select(each => each.Action)];

    /// <inheritdoc/>
    public long? LastActionId(string node) => _lastActions.TryGetValue(node, out var id) ? id : null;

    /// <inheritdoc/>
    public long? SaveDecision(string node, NodeState before, Observation seen, Policy policy, Decision decision, ImmutableArray<Notice> notices = default)
    {
        journal.Enqueue("save decision");
        return ++_lastId;
    }

    /// <inheritdoc/>
    public long? BeginAction(string node, ActionIntent intent, Func<NodeMemory, NodeMemory> change)
    {
        OnBegin();
        journal.Enqueue("save intent");
        Remember(node, change);
        Intents.Add(intent);
        _open.Add((node, new OpenAction(++_lastId, intent.Remedy, intent.Life, intent.At)));
        return _lastActions[node] = _lastId;
    }

    /// <inheritdoc/>
    public void EndAction(string node, long id, ActionOutcome outcome, DateTimeOffset at, Func<NodeMemory, NodeMemory> change)
    {
        journal.Enqueue("save outcome");
        Remember(node, change);
        _open.RemoveAll(each => each.Action.Id == id);
        Outcomes.Add((id, outcome));
    }

    /// <inheritdoc/>
    public void SaveEffect(long id, RestartEffect effect, TimeSpan after)
    {
        journal.Enqueue("save effect");
        Effects.Add((id, effect));
    }

    /// <inheritdoc/>
    public void AddSample(string node, DateTimeOffset at, uint? lag, uint? best, uint? head) => journal.Enqueue("save sample");

    /// <inheritdoc/>
    public void SaveLife(string node, NodeLife life, DateTimeOffset at) => journal.Enqueue("save life");

    /// <inheritdoc/>
    public void EndLife(string node, NodeLife life, LifeEnd ended) => LifeEnds.Add((life, ended));

    /// <inheritdoc/>
    public void SaveRequest(string node, OperatorAction action) => Requests.Add(action);
}
