using System.Diagnostics;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Projections.Traces;

public sealed class TraceProjectionTests : IDisposable
{
    private readonly TraceProjection _projection = new();
    private readonly NodeReport _report = Reports.Of(Reports.Behind(101));
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == "alephzero-monitor" /* the source itself may be in the making */,
        Sample = (ref _) => ActivitySamplingResult.AllData,
    };

    public TraceProjectionTests() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();

    [Fact]
    public void Checked_WithinACheck_TagsItWhateverTheStep()
    {
        using var check = Steps.BeginCheck("node");
        using (Steps.Begin("decide"))
        {
            _projection.Checked(_report);
        }

        Assert.Equal(("FarBehind", true), (check!.GetTagItem("alephzero.decision.reason"), check.GetTagItem("alephzero.decision.acts")));
        Assert.Equal(101L, check.GetTagItem("alephzero.node.lag"));
        Assert.Equal(("Running", "c"), (check.GetTagItem("alephzero.node.state"), check.GetTagItem("container.id")));
    }

    [Theory]
    [InlineData(ActionResult.Restarted, ActivityStatusCode.Ok, null)]
    [InlineData(ActionResult.Failed, ActivityStatusCode.Error, "Refused")]
    public void Acted_WithinAnAction_TagsTheActionAlone(ActionResult result, ActivityStatusCode status, string? problem)
    {
        using var check = Steps.BeginCheck("node");
        using var act = Steps.Begin("act");
        _projection.Acting(_report);
        _projection.Acted(_report, new ActionOutcome(result, TimeSpan.Zero) { Cause = ActionCause.Refused });
        Assert.Equal(("Restart", $"{result}"), (act!.GetTagItem("alephzero.action.remedy"), act.GetTagItem("alephzero.action.result")));
        Assert.Equal((status, problem), (act.Status, act.StatusDescription));
        Assert.Null(check!.GetTagItem("alephzero.action.result"));
    }

    [Fact]
    public void Checked_OutsideOfACheck_ChangesNothing()
    {
        using var other = new Activity("check").Start();
        _projection.Checked(_report);
        Assert.Empty(other.TagObjects);
    }
}
