using System.Text.Json.Nodes;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Who asked a container to end: its owner, this monitor, or nobody.</summary>
[Collection(nameof(DockerTargetTests))] // One process alone of a machine acts on a node.
public sealed class StopRequestsTests : DockerTargetRun
{
    [Fact]
    public async Task RestartAsync_AnswerToTheGracefulCommandMakesNoSense_RestartsAllTheSame()
    {
        Docker.Container["Config"]!["Labels"] = new JsonObject { ["alephzero-monitor.graceful-stop"] = "true" };
        await ListenAsync();
        await LookAsync();
        Docker.Refusals["/exec"] = (200, """{"Id":7}""");
        var outcome = await Target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Restarted, GracefulEnd.NoCommand), (outcome.Result, outcome.Graceful));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LookAsync_SignalsOfOurOwnFailedRestart_AreNoStopOfItsOwner(bool isAlsoStopped)
    {
        var last = new LastAction(Remedy.Restart, Life, Time.GetUtcNow(), Time.GetUtcNow().AddSeconds(90));
        await ListenAsync();
        Signal("15");
        Docker.Happen("kill", Time.GetUtcNow().AddSeconds(10), ""","signal":"9" """);
        if (isAlsoStopped)
        {
            Docker.Happen("kill", Time.GetUtcNow().AddSeconds(5), ""","signal":"15" """);
        }

        Assert.Equal(isAlsoStopped ? OwnerStop.Pending : OwnerStop.No, (await LookAsync(last)).OwnerStop);
        Assert.Equal(isAlsoStopped ? ActionResult.Abandoned : ActionResult.Restarted, (await Target.RestartAsync(Life, Ct)).Result);
    }

    [Theory]
    [InlineData(false, ActionCause.None)]
    [InlineData(true, ActionCause.OwnerStopped)]
    public async Task RestartAsync_StopOfTheOwnerMeanwhile_IsSaid(bool isAlsoStopped, ActionCause cause)
    {
        await ListenAsync();
        await LookAsync();
        Docker.OnStart = () =>
        {
            Signal("15");
            if (isAlsoStopped)
            {
                Docker.Happen("kill", Time.GetUtcNow().AddSeconds(1), ""","signal":"15" """);
            }

            Docker.Happen("kill", Time.GetUtcNow().AddSeconds(9), ""","signal":"9" """);
            Docker.Begin(FakeEngine.Start.AddHours(1));
        };
        var hasBegun = false;
        Target.Happened += happened => hasBegun |= happened?.Kind == TargetEventKind.Started;
        Docker.Delay = () => UntilAsync(() => hasBegun);
        var outcome = await Target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Restarted, cause), (outcome.Result, outcome.Cause));
    }

    [Theory]
    [InlineData(false, StopCause.OurRestart)]
    [InlineData(true, StopCause.Other)]
    public async Task LookAsync_LateEndByOurOwnFailedRestart_IsOurs(bool isAlsoStopped, StopCause cause)
    {
        var last = new LastAction(Remedy.Restart, Life, Time.GetUtcNow(), Time.GetUtcNow().AddSeconds(90));
        await ListenAsync();
        Signal("15");
        await LookAsync(last);
        if (isAlsoStopped)
        {
            Docker.Happen("kill", Time.GetUtcNow().AddMinutes(4), ""","signal":"15" """);
        }

        Docker.End(Time.GetUtcNow().AddMinutes(5));
        var view = await LookAsync(last);
        Assert.Equal((cause, !isAlsoStopped, false), (view.StopCause, view.End!.IsOurs, view.End.IsCrash));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LookAsync_SignalAfterTheClockWasSetBackBehindTheStart_IsPending(bool isHeard)
    {
        Docker.Container["State"]!["StartedAt"] = "2025-03-12T15:00:00Z";
        if (isHeard)
        {
            await ListenAsync();
        }

        Signal("15");
        Assert.Equal(OwnerStop.Pending, (await LookAsync()).OwnerStop);
    }

    [Fact]
    public async Task LookAsync_CrashAmongManyEvents_IsKnownToWhoListened()
    {
        var hasEnded = false;
        Target.Happened += happened => hasEnded |= happened?.Kind == TargetEventKind.Ended;
        await ListenAsync();
        await LookAsync();
        for (var i = 0; i < 300; i++)
        {
            Docker.Happen("exec_start", FakeEngine.Start.AddMinutes(29));
        }

        Docker.End(FakeEngine.Start.AddMinutes(29));
        Docker.Container["State"]!["ExitCode"] = 1;
        await UntilAsync(() => hasEnded);
        Assert.True((await LookAsync()).End!.IsCrash);
    }

    private void Signal(string signal) => Docker.Happen("kill", Time.GetUtcNow(), $""","signal":"{signal}" """);
}
