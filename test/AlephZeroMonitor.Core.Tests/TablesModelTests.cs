using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Core;

/// <summary>The tables and <see cref="Watchdog.Decide"/> agree on random inputs; FallingBehind is left out, since it needs a past.</summary>
public class TablesModelTests
{
    private const int Cases = 50_000;

    [Fact]
    public void Decide_AnyInput_IsWhatTheTablesSay()
    {
        var reasons = new HashSet<Reason>();
        var holds = new HashSet<Hold>();
        for (ulong seed = 1; seed <= Cases; seed++)
        {
            var c = Case(new Chance(seed));
            var decision = Watchdog.Decide(c.State(), c.Observation(), c.Policy).Decision;
            Assert.True((TablesModel.Judge(c), TablesModel.HoldOf(c)) == (decision.Reason, decision.Hold), $"seed {seed}: {decision.Reason} {decision.Hold}, but the tables say {TablesModel.Judge(c)} {TablesModel.HoldOf(c)}: {c}");
            reasons.Add(decision.Reason);
            holds.Add(decision.Hold);
        }

        Assert.Equal(Enum.GetValues<Reason>().Where(reason => reason != Reason.FallingBehind), reasons.Order());
        Assert.Equal(Enum.GetValues<Hold>(), holds.Order());
    }

    private static TablesCase Case(Chance chance) => new()
    {
        Policy = Policy(chance),
        RunState = chance.Of(0.8) ? RunState.Running : chance.Pick(Enum.GetValues<RunState>()),
        IsDependant = chance.Of(0.1),
        IsParentDown = chance.Of(0.05),
        IsLogUnreadable = chance.Of(0.1),
        IsBestKnown = chance.Of(0.9),
        IsHeadKnown = chance.Of(0.9),
        IsHeadUntrusted = chance.Of(0.05),
        Lag = chance.Pick<uint>(0, 19, 20, 21, 60, 99, 100, 101, 5000),
        MajorSync = chance.Pick(Enum.GetValues<MajorSync>()),
        Prepared = chance.Below(2),
        PreSealed = chance.Below(2),
        SinceProduction = chance.Pick<double>(0, 60, 899, 900, 901, 9000),
        BestStoodFor = chance.Pick<double>(0, 299, 300, 301, 5000),
        HeadMovedBy = chance.Pick<uint>(0, 1, 500),
        SinceBanner = chance.Pick<double?>(null, 0, 59, 60, 61, 80_000),
        SinceSession = chance.Pick<double?>(null, 0, 59, 60, 800),
        HasProducedInLastSession = chance.Of(0.3),
        SinceLook = chance.Pick<double>(0, 60, 60, 60, 240, 241),
        SinceRestart = chance.Pick<double?>(null, 0, 299, 300, 301, 599, 600, 1199, 1200, 3599, 3600, 9000),
        RestartsInARow = chance.Below(8),
        ImportRate = chance.Pick<double>(0, 1, 1.5, 2, 2.5, 60),
        IsRequested = chance.Of(0.1),
        IsPaused = chance.Of(0.1),
        IsStandingBy = chance.Of(0.1),
        AreAllOthersSick = chance.Of(0.2),
        IsAnotherFirst = chance.Of(0.2),
        StopCause = chance.Pick(Enum.GetValues<StopCause>()),
        OwnerStop = chance.Pick(OwnerStop.No, OwnerStop.No, OwnerStop.No, OwnerStop.No, OwnerStop.Pending, OwnerStop.Unknown),
        LastRemedy = chance.Pick<Remedy?>(null, Remedy.Restart, Remedy.Start),
        SaysItIsSyncing = chance.Pick<bool?>(null, null, false, true),
        SincePreparedByMetrics = chance.Pick<double?>(null, null, 0, 900, 901),
    };

    private static Policy Policy(Chance chance) => new()
    {
        BlockLag20 = chance.Pick<uint>(20, 20, 59),
        BlockLag100 = chance.Pick<uint>(100, 100, 10),
        StartGrace = TimeSpan.FromSeconds(chance.Pick<double>(60, 60, 0)),
        StallDuration = chance.Of(0.5) ? TimeSpan.FromSeconds(300) : null,
        RestartBackoffMax = TimeSpan.FromSeconds(chance.Pick<double>(3600, 600, 60)),
        HoldWhileCatchingUp = chance.Of(0.8),
        DryRun = chance.Of(0.2),
    };
}
