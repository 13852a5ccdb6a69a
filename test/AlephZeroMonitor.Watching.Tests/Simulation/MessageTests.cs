namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>What people are told, in worlds that are well and in worlds that nothing mends.</summary>
public class MessageTests
{
    private const int Worlds = 40;
    private const double LongEnough = 3600;

    [Fact]
    public void HealthyWorlds_TellNobodyAnything()
    {
        Switches.SkipWhenOff();
        var well = ScoreTests.Plain with { Nodes = 1, NodeTraits = new NodeTraits(true, true, false, 1e9, 1, 10, false) };
        var (told, checks) = (0, 0);
        foreach (var seed in Enumerable.Range(1, Worlds))
        {
            new World((ulong)seed, 1, new LoopFunctions(), well) { Trace = (_, check) => (told, checks) = (Math.Max(told, check.Told.Count), checks + 1) }.Run();
        }

        Assert.True(checks > 1000 * Worlds);
        Assert.Equal(0, told);
    }

    /// <summary>A node that dies now and then and is in step in between is left out: whether it is ill is a question of how often.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IllnessThatNothingMends_ReachesSomebodyWithinAnHour(bool isHeard)
    {
        Switches.SkipWhenOff();
        var deaf = new LoopFunctions
        {
            Decide = (state, seen, policy) => Watchdog.Decide(state, seen, policy) is var (next, decision) && isHeard
                ? (next, decision)
                : (next, decision with { Alerts = [], Effect = RestartEffect.Unknown, Escalates = false }),
        };
        var incurable = ScoreTests.Plain with { Nodes = 1, NodeTraits = new NodeTraits(true, true, false, 15_000, 0, 10, false) };
        var (untold, illnesses) = (new List<string>(), 0);
        foreach (var seed in Enumerable.Range(1, Worlds))
        {
            var (since, toldBefore) = (-1d, 0);
            new World((ulong)seed, 1, deaf, incurable)
            {
                Trace = (_, check) =>
                {
                    var isIll = check.Node.Illness is Illness.Frozen or Illness.Blockless && check.Node.RunState == RunState.Running;
                    if (isIll && since != check.Node.IllSince)
                    {
                        (since, toldBefore, illnesses) = (check.Node.IllSince, check.Told.Count, illnesses + 1);
                    }

                    if (isIll && check.At - since > LongEnough && check.Told.Count == toldBefore)
                    {
                        untold.Add($"seed {seed}: {check.Node.Illness} since {since:0}, {check.Decision.Reason} {check.Decision.Hold}");
                        since = check.Node.IllSince;
                        toldBefore = -1;
                    }
                },
            }.Run();
        }

        Assert.True(illnesses > Worlds / 2);
        Assert.True(untold.Count == 0 == isHeard, string.Join('\n', untold.Take(5)));
    }
}
