using System.Diagnostics;
using AlephZeroMonitor.Projections.Notifications;
using Microsoft.AspNetCore.Http;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Messages of the real program.</summary>
public class NotifyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Monitor_DockerIsGone_TellsItOnceAlsoAfterItWasKilled()
    {
        await using var people = await ReceiverServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("notify-").FullName;
        (string, string)[] variables =
        [
            .. Blind(folder),
            ("NOTIFY_URL", $"generic+http://{people.Host}/hook ntfy://127.0.0.1:1/topic?disabletls=yes"),
        ];
        await using (var monitor = MonitorProcess.Start(variables))
        {
            await UntilAsync(() => people.Requests.Count > 0);

            // The other receiver is dead, which is a line, and keeps nobody waiting.
            await monitor.SeeAsync("Receiver ntfy://127.0.0.1:1: Connection refused");
            monitor.Signal("KILL");
            await monitor.ExitAsync();
        }

        await using (var monitor = MonitorProcess.Start(variables))
        {
            await monitor.SeeAsync("Blind: ");
            await monitor.CheckThriceAsync();
            await Task.Delay(2 * Dispatcher.Tick, TestContext.Current.CancellationToken);
        }

        var got = Assert.Single(people.Requests);
        Assert.Equal(("Began", "Critical", "node: cannot be judged"), (got.Text("kind"), got.Text("level"), got.Text("title")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Monitor_KilledBetweenDecisionAndDelivery_DeliversItInItsNextRun()
    {
        await using var people = await ReceiverServer.StartAsync("busy", 503);
        var folder = Directory.CreateTempSubdirectory("notify-").FullName;
        (string, string)[] variables = [.. Blind(folder), ("NOTIFY_URL", $"generic+http://{people.Host}/hook")];
        await using (var monitor = MonitorProcess.Start(variables))
        {
            await monitor.SeeAsync("HTTP 503");
            monitor.Signal("KILL");
            await monitor.ExitAsync();
        }

        var refused = people.Requests.Count;
        people.Answer = context => context.Response.WriteAsync("ok");
        await using (var monitor = MonitorProcess.Start(variables))
        {
            await UntilAsync(() => people.Requests.Count > refused);
            await Task.Delay(2 * Dispatcher.Tick, TestContext.Current.CancellationToken);
        }

        Assert.Equal(refused + 1, people.Requests.Count);
        Assert.Single(people.Requests.Select(got => got.Text("id")).Distinct());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Monitor_Heartbeat_IsSentAndSaysWhenAllNodesAreBlind()
    {
        await using var service = await ReceiverServer.StartAsync();
        await using var node = await NodeContainer.StartAsync(Lines.Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Lines.Head);
        await using var well = MonitorProcess.Watch(node, endpoint, ("HEARTBEAT_URL", $"http://{service.Host}/well?a=b"));
        var folder = Directory.CreateTempSubdirectory("notify-").FullName;
        await using var blind = MonitorProcess.Start([.. Blind(folder), ("HEARTBEAT_URL", $"http://{service.Host}/blind/")]);
        await UntilAsync(() => service.Requests.Count >= 2, TimeSpan.FromSeconds(90));
        Assert.Equal(["GET /blind/fail", "GET /well?a=b"], service.Requests.Select(got => $"{got.Method} {got.Path}").Order());
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("smtp")]
    [InlineData("smtps")]
    public async Task NotifyTest_MailWithLoginOverTls_Arrives(string scheme)
    {
        await using var server = await SmtpServer.StartAsync(scheme);
        Assert.Contains("delivered", (await TestAsync("monitor:p%40ss", server.Certificate)).Output);
        Assert.Contains("Authentication credentials invalid", (await TestAsync("monitor:wrong", server.Certificate)).Output);
        Assert.Contains("certificate", (await TestAsync("monitor:p%40ss", "/dev/null")).Output);
        var mail = Assert.Single(server.Mails);
        Assert.Equal(("me@example.org", "monitor@example.org"), ($"{mail.To}", $"{mail.From}"));

        Task<(int ExitCode, string Output, string Error)> TestAsync(string login, string trusted) => BinaryRun.RunAsync(
            "notify test",
            variables: [("CONTAINER_NAME", "node"), ("NOTIFY_URL", $"{scheme}://{login}@localhost:{server.Port}/?from=monitor@example.org&to=me@example.org"), ("SSL_CERT_FILE", trusted), ("SSL_CERT_DIR", "/nowhere")]);
    }

    private static (string, string)[] Blind(string folder) =>
    [
        ("CONTAINER_NAME", "node"), ("DOCKER_HOST", $"unix://{folder}/no.sock"), ("RPC_URL", "http://127.0.0.1:1"), ("BLIND_AFTER", "2"), ("DATA_DIR", folder), ("MONITOR_UID", "0"),
    ];

    private static async Task UntilAsync(Func<bool> isSo, TimeSpan? patience = null)
    {
        for (var clock = Stopwatch.StartNew(); !isSo(); await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            Assert.True(clock.Elapsed < (patience ?? Patience), "it did not happen");
        }
    }
}
