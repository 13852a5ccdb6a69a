using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public class ProjectionSetTests
{
    private readonly FakeProjection _first = new([]);
    private readonly FakeProjection _second = new([]);
    private readonly ProjectionSet _set;

    public ProjectionSetTests() => _set = new ProjectionSet([_first, _second]);

    [Fact]
    public async Task EachCall_AllProjections_AreCalled()
    {
        _set.Checked(Report());
        _set.Happened("node", new TargetEvent(TargetEventKind.Started, default), true);
        _set.Requested("node", new OperatorAction(OperatorActionKind.Resume, default, "test"));
        _set.Configured("node", new NodeSettings(new Policy()));
        _set.Failed("node", new InvalidOperationException());
        _set.Removed("node");
        foreach (var one in new[] { _first, _second })
        {
            int[] calls = [one.Reports.Count, one.Events.Count, one.Requests.Count, one.Settings.Count, one.Failures.Count];
            Assert.Equal([1, 1, 1, 1, 1], calls);
            Assert.Equal("node", await one.NextRemovedAsync());
        }
    }

    [Fact]
    public void Checked_OneThrows_TheOthersAreCalledAndItIsReported()
    {
        var bug = new InvalidOperationException();
        _first.OnChecked = () => throw bug;
        _set.Checked(Report());
        Assert.Single(_second.Reports);
        Assert.Equal([("node", bug)], _second.Failures);
    }

    [Fact]
    public void Failed_OneThrows_TheOthersAreCalled()
    {
        _first.OnFailed = () => throw new InvalidOperationException();
        _set.Failed("node", new NotSupportedException());
        Assert.IsType<NotSupportedException>(Assert.Single(_second.Failures).Bug);
    }

    private static NodeReport Report() => new()
    {
        Name = "node",
        Seen = new Observation { At = default, Elapsed = default, RunState = RunState.Running },
        Decision = new Decision { At = default, Reason = Reason.InStep, RunState = RunState.Running },
        Policy = new Policy(),
        DecisionId = null,
        Took = default,
        PublishedAt = default,
    };
}
