using System.Text.Json.Nodes;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A target as the loop sees it, with a Docker that does what the test says.</summary>
public sealed class DockerTargetTests : IAsyncLifetime
{
    private static readonly NodeLife Life = new(FakeEngine.Id, FakeEngine.Start);

    private readonly FakeTimeProvider _time = new(FakeEngine.Start.AddMinutes(30));
    private FakeEngine _engine = null!;
    private ServiceProvider _services = null!;
    private ITarget _target = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _engine = await FakeEngine.StartAsync();
        _services = new ServiceCollection()
            .AddSingleton(new Settings { ContainerNames = [FakeEngine.Name], DockerHost = _engine.Url })
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton<ILoggerFactory>(new LoggerFactory())
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddDocker()
            .BuildServiceProvider();
        _target = _services.GetRequiredService<ITargetSource>().Open(FakeEngine.Name);
    }

    public async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        await _services.GetServices<IHostedService>().Single().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task LookAsync_Running_ShowsItsLifeAndItsLabels()
    {
        _engine.Container["Config"]!["Labels"] = new JsonObject { ["alephzero-monitor.block-lag-20"] = "33" };
        var view = await LookAsync();
        Assert.Equal((RunState.Running, Life, 33u), (view.RunState, view.Life!.Value, view.Settings!.Policy.BlockLag20));
        Assert.Equal((OwnerStop.No, null, null), (view.OwnerStop, view.StandingByFor, view.UnreachableSaid));
    }

    [Fact]
    public async Task LookAsync_OddFieldsThatNobodyNeeds_DoNotMatter()
    {
        _engine.Container["Mounts"] = 7;
        _engine.Container["Created"] = "not a date";
        _engine.Container["NetworkSettings"] = null;
        _engine.Container["State"]!["Pid"] = "many";
        Assert.Equal(RunState.Running, (await LookAsync()).RunState);
    }

    [Theory]
    [InlineData("Config", "null", "Config is missing")]
    [InlineData("Id", "null", "Id is missing")]
    [InlineData("State", "\"up\"", "State is \"up\"")]
    [InlineData("State", """{"Running":true,"StartedAt":"yesterday"}""", "StartedAt is \"yesterday\"")]
    [InlineData("State", """{"Running":1}""", "Running is 1")]
    public async Task LookAsync_OddFieldThatIsNeeded_IsNamed(string field, string value, string said)
    {
        _engine.Container[field] = JsonNode.Parse(value);
        var view = await LookAsync();
        Assert.Equal((RunState.Unreachable, $"GET /containers/node/json: {said}"), (view.RunState, view.UnreachableSaid));
    }

    [Fact]
    public async Task LookAsync_RefusedByAProxy_SaysWhatWasAskedAndWhatWasSaid()
    {
        _engine.Refusals["/node/json"] = (403, "<html>no</html>");
        Assert.Equal("GET /containers/node/json: HTTP 403", (await LookAsync()).UnreachableSaid);
    }

    [Fact]
    public async Task LookAsync_VersionRefused_GoesOnWithoutVersion()
    {
        _engine.Refusals["/version"] = (403, "");
        _engine.Refusals["/v1.41"] = (500, "");
        Assert.NotEqual(RunState.Unreachable, (await LookAsync()).RunState);
    }

    [Fact]
    public async Task ReadLogAsync_Lines_GiveFacts()
    {
        WriteBlocks(1, 50);
        Assert.Equal((50u, null), await ReadAsync());
    }

    [Theory]
    [InlineData(30)]
    [InlineData(1)]
    [InlineData(498)]
    public async Task ReadLogAsync_DamagedRecord_IsReadBehindIt(int damagedAt)
    {
        WriteBlocks(1, 500);
        _engine.DamagedAt = damagedAt;
        Assert.Equal((500u, null), await ReadAsync());
    }

    [Fact]
    public async Task ReadLogAsync_LastRecordDamaged_IsSaid()
    {
        WriteBlocks(1, 500);
        Assert.Equal((500u, null), await ReadAsync());
        WriteBlocks(501, 5);
        _engine.DamagedAt = 504;
        _engine.LogError = "invalid character '\\x00' looking for beginning of value";
        await _target.RefreshLogAsync(Ct);
        var view = await _target.ReadLogAsync(Ct);
        Assert.Equal((NodeFacts.None, LogProblemKind.Damaged), (view.Facts, view.Problem?.Kind));
        Assert.Contains("invalid character", view.Problem!.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadLogAsync_FileThatIsGone_IsMissing(bool isTerminal)
    {
        _engine.Container["Config"]!["Tty"] = isTerminal;
        _engine.LogError = "open /var/lib/docker/x-json.log: no such file or directory";
        await LookAsync();
        var view = await _target.ReadLogAsync(Ct);
        Assert.Equal(new LogProblem(LogProblemKind.Missing, $"Error grabbing logs: {_engine.LogError}"), view.Problem);
    }

    [Theory]
    [InlineData(500, """{"message":"disk on fire"}""", LogProblemKind.Failed, "disk on fire")]
    [InlineData(403, "<html>", LogProblemKind.Refused, "HTTP 403")]
    [InlineData(501, """{"message":"configured logging driver does not support reading"}""", LogProblemKind.Driver, "configured logging driver does not support reading")]
    public async Task ReadLogAsync_RefusedOrFailed_IsSaid(int status, string body, LogProblemKind kind, string said)
    {
        _engine.Refusals["/logs"] = (status, body);
        await LookAsync();
        var problem = (await _target.ReadLogAsync(Ct)).Problem;
        Assert.Equal((kind, said), (problem!.Kind, problem.Said));
    }

    [Fact]
    public async Task ReadLogAsync_NoAnswer_IsSlow()
    {
        _engine.Refusals["/logs"] = (0, "");
        await LookAsync();
        var reading = _target.ReadLogAsync(Ct).AsTask();
        await AdvanceUntilAsync(() => reading.IsCompleted);
        var view = await reading;
        Assert.Equal((NodeFacts.None, new LogProblem(LogProblemKind.Slow)), (view.Facts, view.Problem));
    }

    [Fact]
    public async Task RefreshLogAsync_PositionRotatedAway_KeepsWhatWasKnown()
    {
        _engine.Log.Add("2025-03-12 12:00:00.000  INFO main aleph-block-sync: No longer in major sync state.");
        WriteBlocks(1, 100);
        await ReadAsync();
        var late = Imported(777);
        lock (_engine.Log)
        {
            // The lines are known by their number; those that were read are replaced.
            for (var i = 0; i < 101; i++)
            {
                _engine.Log[i] = "rotated";
            }

            _engine.Log.AddRange(Enumerable.Repeat(late, 50));
        }

        await _target.RefreshLogAsync(Ct);
        var facts = (await _target.ReadLogAsync(Ct)).Facts;
        Assert.Equal((777u, MajorSync.Left), (facts.Best, facts.MajorSync));
    }

    [Fact]
    public async Task RestartAsync_Judged_BeginsAnotherLife()
    {
        await ListenAsync();
        await LookAsync();
        var outcome = await _target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Restarted, FakeEngine.Start.AddHours(1)), (outcome.Result, outcome.NewLifeStartedAt));
        Assert.Contains($"POST /v1.41/containers/{FakeEngine.Id}/restart", _engine.Requests);
    }

    [Fact]
    public async Task RestartAsync_Refused_SaysWhatWasAsked()
    {
        await ListenAsync();
        _engine.Refusals["/restart"] = (500, """{"message":"no space"}""");
        var outcome = await _target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Failed, ActionCause.Refused), (outcome.Result, outcome.Cause));
        Assert.Equal($"POST /containers/{FakeEngine.Id}/restart: no space", outcome.Said);
    }

    [Fact]
    public async Task RestartAsync_OtherLifeOrState_IsAbandoned()
    {
        await ListenAsync();
        Assert.Equal(ActionCause.OtherLife, (await _target.RestartAsync(Life with { StartedAt = FakeEngine.Start.AddSeconds(-1) }, Ct)).Cause);
        _engine.End(FakeEngine.Start.AddMinutes(29));
        var outcome = await _target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Abandoned, ActionCause.OtherState, RunState.Stopped), (outcome.Result, outcome.Cause, outcome.Found));
        Assert.DoesNotContain(_engine.Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartAsync_LeftStopped_BeginsAnotherLife()
    {
        _engine.End(FakeEngine.Start.AddMinutes(29));
        var outcome = await _target.StartAsync(Life, Ct);
        Assert.Equal((ActionResult.Started, FakeEngine.Start.AddHours(1)), (outcome.Result, outcome.NewLifeStartedAt));
        Assert.Contains($"POST /v1.41/containers/{FakeEngine.Id}/start", _engine.Requests);
    }

    [Fact]
    public async Task StartAsync_EndsAtOnce_Fails()
    {
        _engine.End(FakeEngine.Start.AddMinutes(29));
        _engine.OnStart = () =>
        {
            _engine.Begin(FakeEngine.Start.AddMinutes(30));
            _engine.End(FakeEngine.Start.AddMinutes(31));
        };
        Assert.Equal(ActionCause.EndedAtOnce, (await _target.StartAsync(Life, Ct)).Cause);
    }

    [Fact]
    public async Task LookAsync_SignalBySomebodyElse_IsPendingUntilTheLifeEnds()
    {
        await ListenAsync();
        Signal("15");
        Assert.Equal(OwnerStop.Pending, (await LookAsync()).OwnerStop);
        var outcome = await _target.RestartAsync(Life, Ct);
        Assert.Equal((ActionResult.Abandoned, ActionCause.OwnerStopping), (outcome.Result, outcome.Cause));

        // What was seen stays known when the stream breaks, and when Docker has forgotten it.
        _engine.Events.Clear();
        _engine.BreakStreams();
        Assert.Equal(OwnerStop.Pending, (await LookAsync()).OwnerStop);
        _engine.End(FakeEngine.Start.AddMinutes(31));
        _engine.Begin(FakeEngine.Start.AddMinutes(32));
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
        Assert.Single(_engine.Requests, request => request.Contains("until=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LookAsync_EventsThatCannotBeKnown_HoldOneActionForAsLongAsAStopLasts(bool isRefused)
    {
        if (isRefused)
        {
            _engine.Refusals["/events"] = (403, "");
        }

        for (var i = 0; i < 300; i++)
        {
            _engine.Happen("exec_start", FakeEngine.Start.AddMinutes(29));
        }

        Assert.Equal(OwnerStop.No, (await LookAsync()).OwnerStop);
        await _target.RefreshLogAsync(Ct);
        var view = await LookAsync();
        Assert.Equal((OwnerStop.Unknown, TimeSpan.FromSeconds(150)), (view.OwnerStop, view.OwnerStopFor));
        Assert.Equal(ActionCause.OwnerStopping, (await _target.RestartAsync(Life, Ct)).Cause);
        _time.Advance(TimeSpan.FromSeconds(151));
        await _target.RefreshLogAsync(Ct);
        Assert.Equal(OwnerStop.No, (await LookAsync()).OwnerStop);
        Assert.Equal(ActionResult.Restarted, (await _target.RestartAsync(Life, Ct)).Result);
    }

    [Theory]
    [InlineData(Remedy.Restart, 5, StopCause.OurRestart)]
    [InlineData(Remedy.Restart, 60, StopCause.Other)]
    [InlineData(Remedy.Start, 60, StopCause.OurRestart)]
    public async Task LookAsync_StoppedLifeOfOurAction_NamesTheCause(Remedy remedy, int seconds, StopCause cause)
    {
        var begun = FakeEngine.Start.AddMinutes(10);
        _engine.End(begun.AddSeconds(seconds));
        Assert.Equal(cause, (await LookAsync(new LastAction(remedy, Life, begun, begun.AddSeconds(10)))).StopCause);
    }

    [Theory]
    [InlineData(false, false, StopCause.AfterOurStart)]
    [InlineData(true, false, StopCause.Other)]
    [InlineData(false, true, StopCause.Unknown)]
    public async Task LookAsync_LifeThatWeBeganHasEnded_NamesTheCause(bool isAskedFor, bool isForgotten, StopCause cause)
    {
        var begun = FakeEngine.Start.AddMinutes(10);
        _engine.Begin(begun.AddSeconds(5));
        if (isAskedFor)
        {
            _engine.Happen("kill", begun.AddSeconds(7), ""","signal":"15" """);
        }

        _engine.End(begun.AddSeconds(9));
        if (isForgotten)
        {
            _engine.Events.Clear();
        }

        var last = new LastAction(Remedy.Restart, Life, begun, begun.AddSeconds(6));
        Assert.Equal(cause, (await LookAsync(last)).StopCause);

        // What was certain once stays; what was not is asked for again.
        _engine.Events.Clear();
        Assert.Equal(cause, (await LookAsync(last)).StopCause);
    }

    [Fact]
    public async Task LookAsync_StoppedWithoutOurAction_HasNoCause()
    {
        _engine.End(FakeEngine.Start.AddMinutes(1));
        var view = await LookAsync();
        Assert.Equal((StopCause.None, Life), (view.StopCause, view.EndedLife!.Value));
    }

    [Fact]
    public async Task LookAsync_NodeThatEndedByItself_SaysHowAndItsLastWords()
    {
        _engine.Log.AddRange(["an ordinary line", "Error: Column families not opened: col11", "another"]);
        _engine.Container["HostConfig"]!["RestartPolicy"] = new JsonObject { ["Name"] = "no" };
        await LookAsync();
        var end = FakeEngine.Start.AddSeconds(10);
        (_engine.Container["State"]!["ExitCode"], _engine.Container["State"]!["Error"]) = (101, "");
        _engine.End(end);
        var expected = new LifeEnd(end, 101, false, false) { IsAskedFor = false, RestartPolicy = "no", LastWords = "Error: Column families not opened: col11" };
        Assert.Equal(expected, (await LookAsync()).End);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, null)]
    public async Task LookAsync_NodeThatMayHaveBeenStopped_IsNoCrash(bool isKnown, bool? isAskedFor)
    {
        await LookAsync();
        _engine.Happen("kill", FakeEngine.Start.AddMinutes(29), ""","signal":"15" """);
        _engine.End(FakeEngine.Start.AddMinutes(29).AddSeconds(1));
        _engine.Container["State"]!["ExitCode"] = 137;
        if (!isKnown)
        {
            _engine.Refusals["/events"] = (403, "");
        }

        var end = (await LookAsync()).End!;
        Assert.Equal((137, isAskedFor, false), (end.ExitCode!.Value, end.IsAskedFor, end.IsCrash));
    }

    [Fact]
    public async Task Happened_Events_AreTranslated()
    {
        var happened = new List<TargetEvent?>();
        _target.Happened += happened.Add;
        await ListenAsync();
        var at = FakeEngine.Start.AddMinutes(31);
        _engine.Happen("oom", at);
        _engine.Happen("die", at.AddSeconds(1), ""","exitCode":"137" """);
        _engine.Happen("oom", at);
        Signal("9");
        _engine.Happen("die", at.AddSeconds(1), ""","exitCode":"137" """);
        _engine.Happen("pause", at);
        await UntilAsync(() => happened.Count == 7);
        TargetEvent?[] expected =
        [
            null,
            new(TargetEventKind.OutOfMemory, at),
            new(TargetEventKind.Ended, at.AddSeconds(1)) { ExitCode = 137, IsOutOfMemory = true },
            new(TargetEventKind.OutOfMemory, at),
            new(TargetEventKind.Signalled, _time.GetUtcNow()) { Detail = "9" },
            new(TargetEventKind.Ended, at.AddSeconds(1)) { ExitCode = 137 },
            new(TargetEventKind.Other, at) { Detail = "pause" },
        ];
        Assert.Equal(expected, happened);
    }

    private ValueTask<TargetView> LookAsync(LastAction? last = null) => _target.LookAsync(last, Ct);

    private async Task<(uint? Best, LogProblem? Problem)> ReadAsync()
    {
        await LookAsync();
        var view = await _target.ReadLogAsync(Ct);
        return (view.Facts.Best, view.Problem);
    }

    private static string Imported(int block) => $"2025-03-12 12:00:00.000  INFO main substrate: ✨ Imported #{block} (0x366e…3605)";

    private void WriteBlocks(int first, int count)
    {
        lock (_engine.Log)
        {
            _engine.Log.AddRange(Enumerable.Range(first, count).Select(Imported));
        }
    }

    private void Signal(string signal) => _engine.Happen("kill", _time.GetUtcNow(), $""","signal":"{signal}" """);

    private async Task ListenAsync()
    {
        await _services.GetServices<IHostedService>().Single().StartAsync(Ct);
        await UntilAsync(() => _services.GetRequiredService<EngineEvents>().Connection is not null);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var attempt = 0; !isSo(); attempt++)
        {
            Assert.True(attempt < 1000, "it did not happen");
            await Task.Delay(10, Ct);
        }
    }

    private async Task AdvanceUntilAsync(Func<bool> isSo)
    {
        for (var attempt = 0; !isSo(); attempt++)
        {
            Assert.True(attempt < 1000, "it did not happen");
            await Task.Delay(10, Ct);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
