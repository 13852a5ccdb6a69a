using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>An engine that refuses what the watch needs.</summary>
public class RefusalTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("<html><body><h1>403 Forbidden</h1>\n</body></html>\n", "HTTP 403")]
    [InlineData("", "HTTP 403")]
    [InlineData("Not here\u001b[2J,\nsorry.\n", "HTTP 403: Not here\uFFFD[2J, | sorry")]
    [InlineData("""{"message":"denied by policy."}""", "denied by policy")]
    public async Task Problem_RefusedLog_IsToldOnceAsUnreadable(string page, string text)
    {
        await using var server = await RefusingEngine.StartAsync(page);
        using var engine = server.Client;
        var log = new ListLogger<LogFollower>();
        var container = new ContainerView(RunState.Running) { LastLife = new NodeLife("c", _time.GetUtcNow()) };
        await using var follower = new LogFollower("node", engine, container, _time, log);
        await AskedThriceAsync(server, "/logs");
        Assert.Equal(new LogProblem(LogProblemKind.Refused, text), follower.Problem);
        Assert.All(log.Lines, line => Assert.Equal(LogLevel.Debug, line.Level));
    }

    [Fact]
    public async Task Happened_RefusedEvents_AreToldOnce()
    {
        await using var server = await RefusingEngine.StartAsync("<html>");
        using var engine = server.Client;
        var log = new ListLogger<EngineEvents>();
        using var events = new EngineEvents(engine, new EngineClock(engine, new HostName("server-1"), _time), new Settings { ContainerNames = ["node"] }, _time, log);
        await events.StartAsync(TestContext.Current.CancellationToken);
        await AskedThriceAsync(server, "/events");
        await events.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(LogLevel.Warning, "Lost Docker's event stream: GET /events: HTTP 403. Retrying.")], log.Lines);
    }

    private async Task AskedThriceAsync(RefusingEngine server, string path)
    {
        for (var attempts = 0; server.Requests.Count(request => request.EndsWith(path, StringComparison.Ordinal)) < 3; attempts++)
        {
            Assert.True(attempts < 1000, $"Asked for were only {string.Join(", ", server.Requests)}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
