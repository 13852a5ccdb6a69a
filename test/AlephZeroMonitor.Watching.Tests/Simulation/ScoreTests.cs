using System.Globalization;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>Restarts that helped, restarts for nothing, and illnesses missed: ours beside the two rules alone, in the same worlds.</summary>
public class ScoreTests(ITestOutputHelper output)
{
    private const int WorldsOfAKind = 100;

    private static readonly (string Name, Func<WorldTraits, WorldTraits> Make)[] Kinds =
    [
        ("honest endpoints, restarts help", traits => traits),
        ("honest endpoints, restarts don't help", traits => traits with { NodeTraits = Node(cureChance: 0) }),
        ("one endpoint that misbehaves", traits => traits with { Endpoints = 1, Honest = false }),
        ("three endpoints, one misbehaves at a time", traits => traits with { Endpoints = 3, OneLiar = true, Honest = false }),
        ("nodes that catch up slowly", traits => traits with { NodeTraits = Node(cureChance: 0.9, catchUpRate: 3) }),
        ("an engine that fails, a monitor that crashes", traits => traits with { EngineFails = true, MonitorCrashes = true }),
    ];

    [Fact]
    public void Restarts_ComparedWithTheTwoRulesAlone_AreFewerAndHelpAsOften()
    {
        Switches.SkipWhenOff();
        output.WriteLine("| worlds | policy | helped | futile | needless | missed | hours ill |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (name, make) in Kinds)
        {
            var worlds = Enumerable.Range(1, WorldsOfAKind).Select(seed => ((ulong)seed, make(Plain))).ToArray();
            var (ours, plain) = (Score.Of(new LoopFunctions(), worlds), Score.Of(PlainRules.Functions, worlds));
            output.WriteLine(Row(name, "ours", ours));
            output.WriteLine(Row("", "two rules alone", plain));
            Assert.True(ours.Needless < plain.Needless, $"{name}: {ours.Needless} needless restarts, {plain.Needless} by the two rules alone");
            Assert.True(ours.Helped >= 0.9 * plain.Helped, $"{name}: {ours.Helped} restarts helped, {plain.Helped} of the two rules alone");

            // Where endpoints lie, doubt has its price: an illness that one can't see is not treated.
            Assert.True(!make(Plain).Honest || ours.Missed <= plain.Missed, $"{name}: {ours.Missed} illnesses missed, {plain.Missed} by the two rules alone");
        }
    }

    internal static WorldTraits Plain => new()
    {
        Nodes = 2,
        Endpoints = 1,
        OneLiar = false,
        Honest = true,
        CheckInterval = 60,
        ClockJumps = false,
        Drift = 0,
        EngineFails = false,
        MonitorCrashes = false,
        Operators = false,
        NetworkStops = false,
        LogsText = false,
        NodeTraits = Node(cureChance: 0.9),
        Policy = new Policy(),
    };

    private static NodeTraits Node(double cureChance, double catchUpRate = 30) => new(IsValidator: true, LogsSync: true, LogsText: false, MeanHealth: 10_000, cureChance, catchUpRate, OwnerIsBusy: false);

    private static string Row(string worlds, string policy, Score score) =>
        string.Create(CultureInfo.InvariantCulture, $"| {worlds} | {policy} | {score.Helped} | {score.Futile} | {score.Needless} | {score.Missed} | {score.IllSeconds / 3600:0} |");
}
