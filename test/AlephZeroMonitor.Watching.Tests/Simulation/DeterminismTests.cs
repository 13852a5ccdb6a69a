namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>D1 and D2.</summary>
public class DeterminismTests
{
    private const int Worlds = 60;

    [Fact]
    public void Run_SameSeed_DecidesTheSame() => Assert.Equal(Fingerprints(new LoopFunctions()), Fingerprints(new LoopFunctions()));

    [Fact]
    public void Run_DeciderThatRollsDice_IsCaught()
    {
        var calls = 0;
        var dice = new LoopFunctions { Decide = (state, seen, policy) => Watchdog.Decide(state, ++calls % 100_000 == 0 ? seen with { Pause = new Pause("dice", null), Request = new OperatorRequest("dice") } : seen, policy) };
        Assert.NotEqual(Fingerprints(dice), Fingerprints(dice));
    }

    [Fact]
    public void Replay_SavedHistory_GivesTheSavedDecisions() => Assert.Equal(0, Enumerable.Range(1, Worlds).Sum(seed => Differences((ulong)seed, new LoopFunctions())));

    [Fact]
    public void Replay_DeciderThatKeepsAFactToItself_IsCaught()
    {
        var restarts = 0;
        var secretive = new LoopFunctions() with
        {
            Decide = (state, seen, policy) =>
            {
                var (next, decision) = Watchdog.Decide(state, restarts > 3 ? seen with { Pause = new Pause("secret", null) } : seen, policy);
                restarts += decision.Acts ? 1 : 0;
                return (next, decision);
            },
        };
        Assert.NotEqual(0, Enumerable.Range(1, Worlds).Sum(seed => Differences((ulong)seed, secretive)));
    }

    private static ulong[] Fingerprints(LoopFunctions functions) => [.. Enumerable.Range(1, Worlds).Select(seed => Run(new World((ulong)seed, 0.2, functions)).Fingerprint)];

    /// <summary>How many decisions come out otherwise when what was saved is judged once more: at a run's begin the restarts that it took up, then each observation.</summary>
    private static int Differences(ulong seed, LoopFunctions functions)
    {
        var history = new Dictionary<int, List<(NodeState? Carried, Observation Seen, Decision Decision)>>();
        var world = Run(new World(seed, 0.2, functions)
        {
            Record = (node, carried, seen, decision) =>
            {
                history.TryAdd(node, []);
                history[node].Add((carried, seen, decision));
            },
        });
        var differences = 0;
        foreach (var saved in history.Values)
        {
            var state = NodeState.Initial;
            foreach (var (carried, seen, expected) in saved)
            {
                state = carried ?? state;
                (state, var decision) = Watchdog.Decide(state, seen, world.Traits.Policy);
                differences += decision with { Alerts = expected.Alerts } == expected && decision.Alerts.SequenceEqual(expected.Alerts) ? 0 : 1;
            }
        }

        return differences;
    }

    private static World Run(World world)
    {
        Switches.SkipWhenOff();
        world.Run();
        return world;
    }
}
