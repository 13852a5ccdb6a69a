using System.Collections.Immutable;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

public class NoticeTests
{
    private static readonly Alert Panic = new(AlertKind.Panic, Now);
    private static readonly Decision Well = Decide(Behind(0, Idle));

    [Fact]
    public void Of_AlertsThatChanged_AreABeginAndAnEndEach()
    {
        var notices = Of([Panic], Well with { Alerts = [new(AlertKind.NoPeers, Now)] });
        Assert.Equal([(NoticeKind.AlertBegan, AlertKind.NoPeers), (NoticeKind.AlertOver, AlertKind.Panic)], notices.Select(each => (each.Kind, each.Alert!.Value.Kind)));
        Assert.Empty(Of([Panic], Well with { Alerts = [Panic with { Line = "another" }] }));
    }

    [Theory]
    [InlineData(RestartEffect.Recovered, NoticeKind.RestartHelped, AlertLevel.Info)]
    [InlineData(RestartEffect.NoChange, NoticeKind.RestartDidNotHelp, AlertLevel.Warning)]
    [InlineData(RestartEffect.Worse, NoticeKind.RestartDidNotHelp, AlertLevel.Warning)]
    public void Of_EffectOfARestart_IsToldOnce(RestartEffect effect, NoticeKind kind, AlertLevel level)
    {
        var notice = Assert.Single(Of([], Well with { Effect = effect }));
        Assert.Equal((kind, level), (notice.Kind, notice.Level));
    }

    [Fact]
    public void Of_RestartThatFailed_IsTold()
    {
        var failed = Behind(101) with { Outcome = new ActionOutcome(ActionResult.Failed, TimeSpan.Zero) };
        Assert.Equal(NoticeKind.RestartFailed, Assert.Single(Notice.Of([], failed, Well)).Kind);
        Assert.Empty(Notice.Of([], failed with { Outcome = new ActionOutcome(ActionResult.Restarted, TimeSpan.Zero) }, Well));
    }

    [Fact]
    public void Of_PersonIsCalledOrTheCallIsOver_SaysNothingBesideOfTheRestart()
    {
        var called = new Alert(AlertKind.RestartsDidNotHelp, Now);
        Assert.Equal(NoticeKind.AlertBegan, Assert.Single(Of([], Well with { Alerts = [called], Effect = RestartEffect.NoChange })).Kind);
        Assert.Equal(NoticeKind.AlertOver, Assert.Single(Of([called], Well with { Effect = RestartEffect.Recovered })).Kind);
    }

    [Fact]
    public void Decide_AfterARestart_RemembersTheRuleThatAskedForIt()
    {
        var decisions = DecideAll(new Policy(), Behind(101), Behind(101, null, 10), Behind(0, Idle, 20), Behind(0, Idle, 80), Behind(0, Idle, 90));
        Assert.Equal([null, Reason.FarBehind, Reason.FarBehind, Reason.FarBehind, null], decisions.Select(decision => decision.RestartedFor));
    }

    private static ImmutableArray<Notice> Of(ImmutableArray<Alert> before, Decision decision) => Notice.Of(before, Behind(0), decision);
}
