using System.Collections.Concurrent;
using System.Globalization;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>10,000 node-days in worlds made from seeds, in which all invariants hold.</summary>
public class SimulationTests(ITestOutputHelper output)
{
    private const double DaysOfAWorld = 1;

    [Fact]
    public void Invariants_InManyWorlds_Hold()
    {
        Switches.SkipWhenOff();
        IReadOnlyCollection<Violation> violations = Switches.Seed is { } seed ? Traced(seed) : Many(Switches.Days);
        Assert.True(violations.Count == 0, string.Join("; ", violations.GroupBy(v => v.Invariant).OrderBy(g => g.Key).Select(g => $"{g.Count()} x {g.MinBy(v => v.Seed)}")));
    }

    private List<Violation> Traced(ulong seed)
    {
        var world = new World(seed, DaysOfAWorld, new LoopFunctions()) { Trace = (node, check) => output.WriteLine(Line(node, check)) };
        output.WriteLine(world.Traits.ToString());
        world.Run();
        return world.Violations;
    }

    private ConcurrentBag<Violation> Many(int days)
    {
        var violations = new ConcurrentBag<Violation>();
        var (simulated, decisions, worlds) = (0L, 0L, 0L);
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (Interlocked.Read(ref simulated) < days)
            {
                var world = new World((ulong)Interlocked.Increment(ref worlds), DaysOfAWorld, new LoopFunctions());
                world.Run();
                Interlocked.Add(ref simulated, world.Loops.Count);
                Interlocked.Add(ref decisions, world.Decisions);
                foreach (var violation in world.Violations.DistinctBy(v => v.Invariant))
                {
                    violations.Add(violation);
                }
            }
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{simulated} node-days, {decisions} decisions, {worlds} worlds"));
        return violations;
    }

    private static string Line(int node, Check c) => string.Create(
        CultureInfo.InvariantCulture,
        $"{c.SeenAt,9:0.0} {c.Seen.At:HH:mm:ss} node {node} {c.Node.RunState} {c.Node.Illness} shows {c.Node.Shown}, true lag {c.Node.TrueLag:0} | lag {c.Decision.Lag} {c.Decision.Reason} {c.Decision.Hold} {c.Decision.HoldFor} in a row {c.Decision.RestartsInARow} {c.Decision.Effect}{(c.IsAsked ? " RESTART" : "")}{(c.Decision.Escalates ? " ESCALATES" : "")}, clock set {c.World.Clock.LastJumpAt:0.0}, run {c.Ledger.RunBeganAt:0.0}, banner {c.Node.BannerAt:0.0}");
}
