using System.Text.Json.Nodes;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A target as the loop sees it and acts on it.</summary>
[Collection(nameof(DockerTargetTests))]
public sealed class DockerTargetTests : DockerTargetRun
{
    [Fact]
    public async Task LookAsync_Running_ShowsItsLifeAndItsLabels()
    {
        Docker.Container["Config"]!["Labels"] = new JsonObject { ["alephzero-monitor.block-lag-20"] = "33" };
        var (view, settings) = await Target.LookAsync(null, Ct);
        Assert.Equal((RunState.Running, Life, 33u), (view.RunState, view.Life!.Value, settings!.Policy.BlockLag20));
        Assert.Equal((OwnerStop.No, null, null), (view.OwnerStop, view.StandingByFor, view.UnreachableSaid));
    }

    [Fact]
    public async Task RestartAsync_Judged_BeginsAnotherLife()
    {
        await ListenAsync();
        await LookAsync();
        var outcome = await Target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Restarted, FakeEngine.Start.AddHours(1)), (outcome.Result, outcome.NewLifeStartedAt));
        Assert.Contains($"POST /v1.41/containers/{FakeEngine.Id}/restart", Docker.Requests);
    }

    [Fact]
    public async Task RestartAsync_Refused_SaysWhatWasAsked()
    {
        await ListenAsync();
        Docker.Refusals["/restart"] = (500, """{"message":"no space"}""");
        var outcome = await Target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Failed, ActionCause.Refused), (outcome.Result, outcome.Cause));
        Assert.Equal($"POST /containers/{FakeEngine.Id}/restart: no space", outcome.Said);
    }

    [Fact]
    public async Task RestartAsync_OtherLifeOrState_IsAbandoned()
    {
        await ListenAsync();
        Assert.Equal(ActionCause.OtherLife, (await Target.RestartAsync(Life with { StartedAt = FakeEngine.Start.AddSeconds(-1) }, Ct)).Cause);
        Docker.End(FakeEngine.Start.AddMinutes(29));
        var outcome = await Target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Abandoned, ActionCause.OtherState, RunState.Stopped), (outcome.Result, outcome.Cause, outcome.Found));
        Assert.DoesNotContain(Docker.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartAsync_LeftStopped_BeginsAnotherLife()
    {
        Docker.End(FakeEngine.Start.AddMinutes(29));
        var outcome = await Target.StartAsync(Life, Ct);
        Assert.Equal((ActionResult.Started, FakeEngine.Start.AddHours(1)), (outcome.Result, outcome.NewLifeStartedAt));
        Assert.Contains($"POST /v1.41/containers/{FakeEngine.Id}/start", Docker.Requests);
    }

    [Fact]
    public async Task StartAsync_EndsAtOnce_Fails()
    {
        Docker.End(FakeEngine.Start.AddMinutes(29));
        Docker.OnStart = () =>
        {
            Docker.Begin(FakeEngine.Start.AddMinutes(30));
            Docker.End(FakeEngine.Start.AddMinutes(31));
        };
        Assert.Equal(ActionCause.EndedAtOnce, (await Target.StartAsync(Life, Ct)).Cause);
    }

    [Fact]
    public async Task LookAsync_SignalBySomebodyElse_IsPendingUntilTheLifeEnds()
    {
        await ListenAsync();
        Signal("15");
        Assert.Equal(OwnerStop.Pending, (await LookAsync()).OwnerStop);
        var outcome = await Target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Abandoned, ActionCause.OwnerStopping), (outcome.Result, outcome.Cause));

        // What was seen stays known when the stream breaks, and when Docker has forgotten it.
        Docker.Events.Clear();
        Docker.BreakStreams();
        Assert.Equal(OwnerStop.Pending, (await LookAsync()).OwnerStop);
        Docker.End(FakeEngine.Start.AddMinutes(31));
        Docker.Begin(FakeEngine.Start.AddMinutes(32));
        Assert.Equal(OwnerStop.No, (await LookAsync()).OwnerStop);
    }

    [Fact]
    public async Task LookAsync_SignalBeforeThisProcess_IsPending()
    {
        Signal("SIGINT");
        await ListenAsync();
        var view = await LookAsync();
        Assert.Equal(OwnerStop.Pending, view.OwnerStop);
        Assert.True(view.OwnerStopFor > TimeSpan.Zero);
    }

    [Fact]
    public async Task LookAsync_SignalThatStopsNothing_IsNoStop()
    {
        Signal("SIGHUP");
        await ListenAsync();
        Assert.Equal(OwnerStop.No, (await LookAsync()).OwnerStop);
    }

    [Fact]
    public async Task LookAsync_Again_DoesNotAskForThePastAgain()
    {
        await ListenAsync();
        await LookAsync();
        await LookAsync();
        await LookAsync();
        Assert.Single(Docker.Requests, request => request.Contains("until=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LookAsync_EventsThatCannotBeKnown_HoldOneActionForAsLongAsAStopLasts(bool isRefused)
    {
        if (isRefused)
        {
            Docker.Refusals["/events"] = (403, "");
        }

        for (var i = 0; i < 300; i++)
        {
            Docker.Happen("exec_start", FakeEngine.Start.AddMinutes(29));
        }

        Assert.Equal(OwnerStop.No, (await LookAsync()).OwnerStop);
        await Target.RefreshLogAsync(Ct);
        var view = await LookAsync();
        Assert.Equal((OwnerStop.Unknown, TimeSpan.FromSeconds(150)), (view.OwnerStop, view.OwnerStopFor));
        Assert.Equal(ActionCause.OwnerStopping, (await Target.RestartAsync(Life, Ct)).Cause);
        Time.Advance(TimeSpan.FromSeconds(151));
        await Target.RefreshLogAsync(Ct);
        Assert.Equal(OwnerStop.No, (await LookAsync()).OwnerStop);
        Assert.Equal(ActionResult.Restarted, (await Target.RestartAsync(Life, Ct)).Result);
    }

    [Theory]
    [InlineData(Remedy.Restart, 5, StopCause.OurRestart)]
    [InlineData(Remedy.Restart, 60, StopCause.Other)]
    [InlineData(Remedy.Start, 60, StopCause.OurRestart)]
    public async Task LookAsync_StoppedLifeOfOurAction_NamesTheCause(Remedy remedy, int seconds, StopCause cause)
    {
        var begun = FakeEngine.Start.AddMinutes(10);
        Docker.End(begun.AddSeconds(seconds));
        Assert.Equal(cause, (await LookAsync(new LastAction(remedy, Life, begun, begun.AddSeconds(10)))).StopCause);
    }

    [Theory]
    [InlineData(false, false, StopCause.AfterOurStart)]
    [InlineData(true, false, StopCause.Other)]
    [InlineData(false, true, StopCause.Unknown)]
    public async Task LookAsync_LifeThatWeBeganHasEnded_NamesTheCause(bool isAskedFor, bool isForgotten, StopCause cause)
    {
        var begun = FakeEngine.Start.AddMinutes(10);
        Docker.Begin(begun.AddSeconds(5));
        if (isAskedFor)
        {
            Docker.Happen("kill", begun.AddSeconds(7), ""","signal":"15" """);
        }

        Docker.End(begun.AddSeconds(9));
        if (isForgotten)
        {
            Docker.Events.Clear();
        }

        var last = new LastAction(Remedy.Restart, Life, begun, begun.AddSeconds(6));
        Assert.Equal(cause, (await LookAsync(last)).StopCause);

        // What was certain once stays; what was not is asked for again.
        Docker.Events.Clear();
        Assert.Equal(cause, (await LookAsync(last)).StopCause);
    }

    [Fact]
    public async Task LookAsync_StoppedWithoutOurAction_HasNoCause()
    {
        Docker.End(FakeEngine.Start.AddMinutes(1));
        var view = await LookAsync();
        Assert.Equal((StopCause.None, Life), (view.StopCause, view.EndedLife!.Value));
    }

    [Fact]
    public async Task LookAsync_NodeThatEndedByItself_SaysHowAndItsLastWords()
    {
        Docker.Log.AddRange(["an ordinary line", "Error: Column families not opened: col11", "another"]);
        Docker.Container["HostConfig"]!["RestartPolicy"] = new JsonObject { ["Name"] = "no" };
        await LookAsync();
        var end = FakeEngine.Start.AddSeconds(10);
        (Docker.Container["State"]!["ExitCode"], Docker.Container["State"]!["Error"]) = (101, "");
        Docker.End(end);
        var expected = new LifeEnd(end, 101, false, false) { IsAskedFor = false, RestartPolicy = "no", LastWords = "Error: Column families not opened: col11" };
        Assert.Equal(expected, (await LookAsync()).End);
    }

    [Fact]
    public async Task LookAsync_LastWordsStampedBeforeTheStart_AreThoseOfTheLife()
    {
        Docker.Log.AddRange(["Error: of the life before", "Error: words"]);
        Docker.Begin(FakeEngine.Start.AddSeconds(1.01));
        Docker.End(FakeEngine.Start.AddSeconds(1.02));
        Assert.Equal("Error: words", (await LookAsync()).End!.LastWords);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, null)]
    public async Task LookAsync_NodeThatMayHaveBeenStopped_IsNoCrash(bool isKnown, bool? isAskedFor)
    {
        await LookAsync();
        Docker.Happen("kill", FakeEngine.Start.AddMinutes(29), ""","signal":"15" """);
        Docker.End(FakeEngine.Start.AddMinutes(29).AddSeconds(1));
        Docker.Container["State"]!["ExitCode"] = 137;
        if (!isKnown)
        {
            Docker.Refusals["/events"] = (403, "");
        }

        var end = (await LookAsync()).End!;
        Assert.Equal((137, isAskedFor, false), (end.ExitCode!.Value, end.IsAskedFor, end.IsCrash));
    }

    [Fact]
    public async Task Happened_Events_AreTranslated()
    {
        var happened = new List<TargetEvent?>();
        Target.Happened += happened.Add;
        await ListenAsync();
        var at = FakeEngine.Start.AddMinutes(31);
        Docker.Happen("oom", at);
        Docker.Happen("die", at.AddSeconds(1), ""","exitCode":"137" """);
        Docker.Happen("oom", at);
        Signal("9");
        Docker.Happen("die", at.AddSeconds(1), ""","exitCode":"137" """);
        Docker.Happen("pause", at);
        await UntilAsync(() => happened.Count == 7);
        TargetEvent?[] expected =
        [
            null,
            new(TargetEventKind.OutOfMemory, at),
            new(TargetEventKind.Ended, at.AddSeconds(1)) { ExitCode = 137, IsOutOfMemory = true },
            new(TargetEventKind.OutOfMemory, at),
            new(TargetEventKind.Signalled, Time.GetUtcNow()) { Detail = "9" },
            new(TargetEventKind.Ended, at.AddSeconds(1)) { ExitCode = 137 },
            new(TargetEventKind.Other, at) { Detail = "pause" },
        ];
        Assert.Equal(expected, happened);
    }

    private void Signal(string signal) => Docker.Happen("kill", Time.GetUtcNow(), $""","signal":"{signal}" """);
}
