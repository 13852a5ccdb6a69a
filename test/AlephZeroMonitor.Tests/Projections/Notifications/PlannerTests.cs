using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using static AlephZeroMonitor.Projections.Notifications.Notices;

namespace AlephZeroMonitor.Projections.Notifications;

public class PlannerTests
{
    private static readonly Situation OneNode = new()
    {
        Now = Now.AddSeconds(1),
        Nodes = 1,
        Window = TimeSpan.FromSeconds(75),
        Repeat = TimeSpan.FromHours(6),
        Budget = 30,
        Host = "server-1",
        Link = new Uri("https://monitor.example/"),
        Stands = (_, _) => true,
    };

    [Fact]
    public void Make_AlertOfTheOnlyNode_IsToldAtOnceWithWhatToDo()
    {
        var plan = Planner.Make([Begun(AlertKind.Crashed).Saved(7)], OneNode);
        var message = Assert.Single(plan.Messages);
        Assert.Equal([7L], plan.Told);
        Assert.Empty(plan.Done);
        Assert.Equal((MessageKind.Began, AlertLevel.Critical, "a: crashed"), (message.Kind, message.Level, message.Title));
        Assert.Contains("\nWhat to do: Fix the cause", message.Text);
        Assert.EndsWith("\nHost: server-1", message.Text);
        Assert.Equal(new Subject("a", "Crashed", Now, "The node ended by itself with a failure, it is stopped, and its restart policy does not start it again") { IsAlert = true }, Assert.Single(message.Subjects));
    }

    [Fact]
    public void Make_OneOfSeveralNodes_WaitsForOthersWithTheSameCause()
    {
        SavedNotice[] notices = [Begun(AlertKind.Blind, 0, Reason.Unreachable).Saved(1), Begun(AlertKind.Blind, 30, Reason.Unreachable).Saved(2, "b"), Begun(AlertKind.Blind, 31, Reason.HeadUnknown).Saved(3, "c")];
        Assert.True(Planner.Make(notices, OneNode with { Nodes = 3, Now = Now.AddSeconds(74) }).IsEmpty);
        var message = Assert.Single(Planner.Make(notices, OneNode with { Nodes = 3, Now = Now.AddSeconds(75) }).Messages);
        Assert.Equal("2 nodes: cannot be judged", message.Title);
        Assert.Equal(["a", "b"], message.Subjects.Select(subject => subject.Node));
        Assert.StartsWith("- a: for ", message.Text);
    }

    [Fact]
    public void Make_AllNodesHaveIt_DoesNotWait() => Assert.Single(Planner.Make([Begun().Saved(1), Begun(second: 1).Saved(2, "b")], OneNode with { Nodes = 2 }).Messages);

    [Fact]
    public void Make_EndOfWhatWasTold_IsToldAndForgotten()
    {
        var plan = Planner.Make([Begun().Saved(1, toldAt: 0), Over().Saved(2)], OneNode with { Now = Now.AddSeconds(61) });
        Assert.Equal([2L, 1L], plan.Done);
        Assert.Equal("a: no peers (over after 1 min 0 s)", Assert.Single(plan.Messages).Title);
    }

    [Fact]
    public void Make_EndBeforeTheBeginWasTold_TellsNeither()
    {
        var plan = Planner.Make([Begun().Saved(1), Over().Saved(2)], OneNode with { Nodes = 9 });
        Assert.Empty(plan.Messages);
        Assert.Equal([2L, 1L], plan.Done);
    }

    [Fact]
    public void Make_EndWithoutABegin_IsNotTold() => Assert.Empty(Planner.Make([Over().Saved(2)], OneNode).Messages);

    [Fact]
    public void Make_AlertThatStands_IsToldAgainAfterTheTimeSetForThat()
    {
        SavedNotice[] told = [Begun().Saved(1, toldAt: 0)];
        Assert.True(Planner.Make(told, OneNode with { Now = Now.AddHours(5.9) }).IsEmpty);
        Assert.True(Planner.Make(told, OneNode with { Now = Now.AddHours(99), Repeat = null }).IsEmpty);
        Assert.True(Planner.Make(told, OneNode with { Now = Now.AddHours(6), Stands = (_, _) => null }).IsEmpty); // Not looked at yet.
        var plan = Planner.Make(told, OneNode with { Now = Now.AddHours(6) });
        Assert.Equal((MessageKind.Stands, "a: no peers (still, after 6 h 0 min)"), (plan.Messages[0].Kind, plan.Messages[0].Title));
        Assert.Equal([1L], plan.Told);
    }

    [Fact]
    public void Make_SilencedAlert_IsNotToldWhileItIsSilencedAndItsEndNeither()
    {
        var silenced = OneNode with { IsSilenced = (node, alert) => (node, alert) == ("a", AlertKind.NoPeers) };
        Assert.True(Planner.Make([Begun().Saved(1)], silenced).IsEmpty);
        Assert.Single(Planner.Make([Begun().Saved(1)], OneNode).Messages);
        Assert.True(Planner.Make([Begun().Saved(1, toldAt: 0)], silenced with { Now = Now.AddHours(7) }).IsEmpty);
        Assert.Empty(Planner.Make([Begun().Saved(1), Over().Saved(2)], silenced).Messages);
    }

    [Fact]
    public void Make_RestartThatHelped_IsOneMessage()
    {
        var plan = Planner.Make([Helped().Saved(4)], OneNode);
        Assert.Equal((MessageKind.Restart, AlertLevel.Info, "a: restarted, in step after 5 s"), (plan.Messages[0].Kind, plan.Messages[0].Level, plan.Messages[0].Title));
        Assert.StartsWith("It was 104 blocks behind (FarBehind) and was restarted at 07:58:55 UTC; in step 5 s later; now at block 9 of 9.\n", plan.Messages[0].Text);
        Assert.Equal([4L], plan.Done);
    }

    [Fact]
    public void Make_RestartThatWasAskedFor_SaysSo()
    {
        var helped = Helped();
        var asked = helped with { Decision = helped.Decision with { RestartedFor = Reason.Requested, LagBefore = 0 } };
        Assert.Equal("a: restarted as asked, in step after 5 s", Assert.Single(Planner.Make([asked.Saved(1)], OneNode).Messages).Title);
    }

    [Fact]
    public void Make_TwoRestartsOfOneNodeDidNotHelp_IsOneWithTheLatestState()
    {
        SavedNotice[] notices = [Futile(0, lag: 30).Saved(1), Futile(20, lag: 40).Saved(2)];
        var message = Assert.Single(Planner.Make(notices, OneNode with { Nodes = 3, Now = Now.AddSeconds(75) }).Messages);
        Assert.Equal("a: 2 restarts did not help", message.Title);
        Assert.StartsWith("It was 25 blocks behind (FarBehind) and was restarted at 08:00:11 UTC; now it is 40 blocks behind; its restart waits until 08:10:20Z (BackingOff).\n", message.Text);
    }

    [Fact]
    public void Make_NodeRunsAgainAfterACrash_SaysSo()
    {
        var plan = Planner.Make([Begun(AlertKind.Crashed).Saved(1, toldAt: 0), Over(AlertKind.Crashed).Saved(2)], OneNode with { Now = Now.AddSeconds(61) });
        Assert.Equal("a: running again, 1 min 0 s after the crash", Assert.Single(plan.Messages).Title);
    }

    [Fact]
    public void Make_MoreThanTheBudget_EndsWithASummaryOfAllThatIsLeft()
    {
        AlertKind[] kinds = [AlertKind.NoPeers, AlertKind.Crashed, AlertKind.DiskFull, AlertKind.Panic];
        SavedNotice[] notices = [.. kinds.Select((kind, i) => Begun(kind).Saved(i))];
        var plan = Planner.Make(notices, OneNode with { Budget = 2 });
        Assert.Equal([MessageKind.Began, MessageKind.Summary], plan.Messages.Select(message => message.Kind));
        Assert.Equal((AlertLevel.Critical, "3 things at once", 3), (plan.Messages[1].Level, plan.Messages[1].Title, plan.Messages[1].Subjects.Length));
        Assert.Equal(4, plan.Told.Length);
        Assert.True(Planner.Make(notices, OneNode with { Budget = 0 }).IsEmpty);
    }

    [Fact]
    public void Make_NewsOfLongAgo_IsNotToldButWhatStandsIs()
    {
        var later = OneNode with { Now = Now.AddDays(2) };
        Assert.Equal([1L], Planner.Make([Helped().Saved(1)], later).Done);
        Assert.Single(Planner.Make([Begun().Saved(1)], later).Messages);
        Assert.Empty(Planner.Make([Begun().Saved(1)], later with { Stands = (_, _) => false }).Messages);
    }

    [Fact]
    public void Make_SameNoticesAgain_HasTheSameId()
    {
        Assert.Equal(Id(0), Id(0));
        Assert.NotEqual(Id(0), Id(1));

        static string Id(double second) => Planner.Make([Begun(second: second).Saved(1)], OneNode).Messages[0].Id;
    }

    [Fact]
    public void Standing_ToldAndNotOver_IsAllOfIt()
    {
        SavedNotice[] notices = [Begun().Saved(1, toldAt: 0), Begun(AlertKind.Panic).Saved(2), Begun(AlertKind.Crashed).Saved(3, toldAt: 0), Over(AlertKind.Crashed).Saved(4)];
        Assert.Equal("NoPeers", Assert.Single(Planner.Standing(notices, OneNode)!.Subjects).What);
        Assert.Null(Planner.Standing(notices[1..], OneNode));
    }
}
