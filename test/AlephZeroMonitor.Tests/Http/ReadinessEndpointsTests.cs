using System.Net;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Core.Network;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Http;

public class ReadinessEndpointsTests
{
    [Fact]
    public async Task Readyz_NodeNotCheckedYet_Is503WithItsName()
    {
        await using var server = await Server.StartAsync("a,b");
        server.Publish("a", Server.Behind(0));
        await Is503Async(server, "b: not checked yet\n");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    public async Task Readyz_AllNodesKnown_Is200(uint lag)
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(lag));
        Assert.Equal("ok\n", await server.TextAsync("/readyz"));
    }

    [Fact]
    public async Task Readyz_StoppedNode_Is200()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(0) with { RunState = RunState.Stopped });
        Assert.Equal("ok\n", await server.TextAsync("/readyz"));
    }

    [Fact]
    public async Task Readyz_NodeThatHasLoggedNoBlockSinceItsStart_Is200()
    {
        await using var server = await Server.StartAsync();
        Assert.Equal(Reason.BestUnknown, server.Publish("a", Server.Behind(0) with { Facts = NodeFacts.None }).Reason);
        Assert.Equal("ok\n", await server.TextAsync("/readyz"));
    }

    [Fact]
    public async Task Readyz_NoBlockSinceTheStartAndNoHead_Is503()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(0) with { Facts = NodeFacts.None, Head = Head.Unknown(new EndpointVerdict("https://host", EndpointState.Down) { Problem = new EndpointProblem(EndpointProblemKind.HttpStatus, Number: 500) }) });
        await Is503Async(server, "a: BestUnknown\n");
    }

    [Theory]
    [InlineData(RunState.Unreachable, null, "a: Unreachable")]
    [InlineData(RunState.Running, "input/output error", "a: LogUnreadable (the log can't be read (input/output error))")]
    public async Task Readyz_FactsNotAtHand_Is503(RunState state, string? said, string text)
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(0) with { RunState = state, Facts = NodeFacts.None, LogProblem = said is null ? null : new LogProblem(LogProblemKind.Failed, said) });
        await Is503Async(server, $"{text}\n");
    }

    [Fact]
    public async Task Readyz_HeadUnknown_Is503()
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(0) with { Head = Head.Unknown(new EndpointVerdict("https://host", EndpointState.Down) { Problem = new EndpointProblem(EndpointProblemKind.HttpStatus, Number: 500) }) });
        await Is503Async(server, "a: HeadUnknown (https://host: HTTP 500)\n");
    }

    [Fact]
    public async Task Readyz_CheckOverdue_Is503()
    {
        var time = new FakeTimeProvider(Server.Now);
        await using var server = await Server.StartAsync("a", time);
        server.Publish("a", Server.Behind(0));
        time.Advance(TimeSpan.FromSeconds(121));
        await Is503Async(server, "a: not checked for too long\n");
    }

    [Theory]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public async Task Healthz_NoNodeCanBeLookedAt_Is503AfterThreeIntervalsAndAMinute(int seconds, bool isHealthy)
    {
        var time = new FakeTimeProvider(Server.Now);
        await using var server = await Server.StartAsync("a,b", time, settings => settings with { CheckInterval = TimeSpan.FromSeconds(10) });
        server.Publish("a", Server.Behind(0));
        server.Publish("b", Server.Behind(0));
        time.Advance(TimeSpan.FromSeconds(seconds));
        Lose("a");
        Lose("b");
        if (isHealthy)
        {
            Assert.Equal("ok\n", await server.TextAsync("/healthz"));
            return;
        }

        await Is503Async(server, "no node could be looked at for 91 s: no socket\n", "/healthz");
        server.Publish("b", Server.Behind(0) with { RunState = RunState.Missing });
        Assert.Equal("ok\n", await server.TextAsync("/healthz"));

        void Lose(string node) => server.Publish(node, Server.Behind(0) with { RunState = RunState.Unreachable, UnreachableSaid = "no socket" });
    }

    [Theory]
    [InlineData(20, null)]
    [InlineData(21, "a: 21 blocks behind\n")]
    public async Task Readyz_Probe_IsReadyWhileTheNodeIsInStep(uint lag, string? problem)
    {
        await using var server = await StartProbeAsync();
        server.Publish("a", Server.Behind(lag));
        if (problem is null)
        {
            Assert.Equal("ok\n", await server.TextAsync("/readyz"));
        }
        else
        {
            await Is503Async(server, problem);
        }
    }

    [Fact]
    public async Task Readyz_ProbeWithoutHead_LeavesTheNodeInService()
    {
        await using var server = await StartProbeAsync();
        server.Publish("a", Server.Behind(0) with { Head = Head.Unknown() });
        Assert.Equal("ok\n", await server.TextAsync("/readyz"));
        server.Publish("a", Server.Behind(0) with { Facts = NodeFacts.None });
        await Is503Async(server, "a: BestUnknown\n");
    }

    [Fact]
    public async Task Healthz_ProbeWhoseNodeDoesNotAnswer_Is200()
    {
        var time = new FakeTimeProvider(Server.Now);
        await using var server = await StartProbeAsync(time);
        server.Publish("a", Server.Behind(0));
        time.Advance(TimeSpan.FromHours(1));
        server.Publish("a", Server.Behind(0) with { RunState = RunState.Unreachable });
        Assert.Equal("ok\n", await server.TextAsync("/healthz"));
        await Is503Async(server, "a: Unreachable\n");
    }

    [Fact]
    public async Task Livez_NodeToBeRestarted_Is503WithTheReasonUntilItIs()
    {
        await using var server = await StartProbeAsync();
        server.Publish("a", Server.Behind(101));
        Assert.Equal("ok\n", await server.TextAsync("/livez"));
        server.Demand.Begin(Server.Now);
        await Is503Async(server, "a: must be restarted since 2025-03-12T08:00:00Z: FarBehind, lag 101 > 100 (BLOCK_LAG_100)\n", "/livez");
        server.Demand.End();
        Assert.Equal("ok\n", await server.TextAsync("/livez"));
        Assert.Equal(1, server.Demand.Heard);
    }

    private static Task<Server> StartProbeAsync(TimeProvider? time = null) => Server.StartAsync("a", time, settings => settings with { IsProbe = true });

    private static async Task Is503Async(Server server, string text, string path = "/readyz")
    {
        using var answer = await server.GetAsync(path);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(text, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
