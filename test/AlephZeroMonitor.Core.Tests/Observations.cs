using System.Collections.Immutable;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Core;

/// <summary>Makes observations: of a running node, 101 behind, unless changed.</summary>
internal static class Observations
{
    public const uint BlockNow = 110_000_000;

    public static readonly DateTimeOffset Now = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);

    public static Observation Behind(uint lag, NodeFacts? facts = null, double atSecond = 0) => new()
    {
        At = Now.AddSeconds(atSecond),
        Elapsed = TimeSpan.FromSeconds(1000 + atSecond),
        RunState = RunState.Running,
        Life = new NodeLife("c", Now.AddDays(-1)),
        Facts = (facts ?? NodeFacts.None) with { Best = BlockNow - lag, BestAt = Time(atSecond - 5) },
        Head = Head.At(BlockNow),
    };

    public static LogTime Time(double second) => new((Now.AddSeconds(second) - DateTimeOffset.UnixEpoch).Ticks * 100);

    public static NodeFacts Idle { get; } = new() { MajorSync = MajorSync.Left, Session = 122_222 };

    public static NodeFacts Produced(double atSecond) => Idle with { PreparedInSession = 1, PreSealedInSession = 1, ProducedAt = Time(atSecond) };

    /// <summary>A node that imported at this rate over the last seconds.</summary>
    public static NodeFacts Importing(double blocksPerSecond, int seconds, double untilSecond = 0, uint lag = 1000) => Idle with
    {
        Trail = [.. Enumerable.Range(0, seconds + 1).Select(i => new BestSample(Time(untilSecond - seconds + i), (uint)(BlockNow - lag - (blocksPerSecond * (seconds - i)))))],
    };

    public static Decision Decide(Observation seen, Policy? policy = null) => Watchdog.Decide(NodeState.Initial, seen, policy ?? new Policy()).Decision;

    /// <summary>The kinds of the alerts that stand.</summary>
    public static string Kinds(this Decision decision) => string.Join(' ', decision.Alerts.Select(alert => alert.Kind));

    /// <summary>Decides on one observation after the other and gives all decisions.</summary>
    public static ImmutableArray<Decision> DecideAll(Policy policy, params IEnumerable<Observation> all)
    {
        var state = NodeState.Initial;
        var decisions = ImmutableArray.CreateBuilder<Decision>();
        foreach (var seen in all)
        {
            (state, var decision) = Watchdog.Decide(state, seen, policy);
            decisions.Add(decision);
        }

        return decisions.ToImmutable();
    }
}
