using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AlephZeroMonitor.Core.Simulation;

/// <summary>10,000 node-days in worlds made from seeds, in which all invariants hold.</summary>
public class SimulationTests(ITestOutputHelper output)
{
    private const double DaysOfAWorld = 1;

    [Fact]
    public void Invariants_InManyWorlds_Hold()
    {
        var only = Setting("SIMULATION_SEED");
        var days = Setting("SIMULATION_DAYS") ?? 10_000;
        var violations = new ConcurrentBag<Violation>();
        var (simulated, decisions, next) = (0L, 0L, 0L);
        if (only is { } seed)
        {
            var world = new World(seed, DaysOfAWorld, Monitor.Real) { Trace = (node, check) => output.WriteLine(Line(node, check)) };
            world.Run();
            Assert.Empty(world.Violations);
            return;
        }

        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (Interlocked.Read(ref simulated) < (long)days)
            {
                var world = new World((ulong)Interlocked.Increment(ref next), DaysOfAWorld, Monitor.Real);
                world.Run();
                Interlocked.Add(ref simulated, world.Loops.Count);
                Interlocked.Add(ref decisions, world.Decisions);
                foreach (var violation in world.Violations.DistinctBy(v => v.Invariant))
                {
                    violations.Add(violation);
                }
            }
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{simulated} node-days, {decisions} decisions, {next} worlds"));
        Assert.True(violations.IsEmpty, $"{string.Join("; ", violations.GroupBy(v => v.Invariant).OrderBy(g => g.Key).Select(g => $"{g.Count()} x {g.MinBy(v => v.Seed)}"))}");
    }

    private static string Line(int node, Check check) => string.Create(
        CultureInfo.InvariantCulture,
        $"{check.At,9:0.0} node {node} {check.Node.Container} {check.Node.Illness} shown {check.Node.Shown} true lag {check.Node.TrueLag:0} | lag {check.Decision.Lag} {check.Decision.Reason} {check.Decision.Hold} {check.Decision.HoldFor} row {check.Decision.RestartsInARow} {check.Decision.Effect}{(check.IsAsked ? " RESTART" : "")} jumped {check.World.Clock.LastJumpAt:0} {check.Seen.At:HH:mm:ss}{(check.Decision.Escalates ? " ESCALATES" : "")}");

    [SuppressMessage("ApiDesign", "RS0030", Justification = "A test's own switches.")]
    private static ulong? Setting(string name) => ulong.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
