using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using AlephZeroMonitor.EndToEnd;
using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>A real Alertmanager and a real SMTP server.</summary>
public sealed class RealServerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("receivers-").FullName;
    private readonly HttpClient _http = HttpCaller.NewClient();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Alertmanager_AlertToldAgainAndAgain_ArrivesOnceAndIsResolved()
    {
        await using var people = await ReceiverServer.StartAsync();
        await using var server = AlertmanagerProcess.Start($"http://{people.Host}/");
        var begun = Notices.Message() with { At = DateTimeOffset.UtcNow, Subjects = [new Subject("a", "Crashed", DateTimeOffset.UtcNow.AddMinutes(-5), "exit code 1") { IsAlert = true }] };
        await UntilAsync(async () => (await SendAsync(begun)).Problem is null, "Alertmanager takes no alert");
        await UntilAsync(() => Task.FromResult(people.Requests.Count == 1), "nobody was told");
        for (var i = 0; i < 3; i++)
        {
            Assert.Null((await SendAsync(begun with { Kind = MessageKind.Stands, At = DateTimeOffset.UtcNow })).Problem);
            await Task.Delay(1200, Ct);
        }

        Assert.Equal("active", (await AlertsAsync())[0].GetProperty("status").GetProperty("state").GetString());
        Assert.Equal("firing", Assert.Single(people.Requests).Text("status"));
        Assert.Null((await SendAsync(begun with { Kind = MessageKind.Over, At = DateTimeOffset.UtcNow })).Problem);
        await UntilAsync(() => Task.FromResult(people.Requests.Count == 2), "nobody was told of the end");
        Assert.Equal(("resolved", "a"), (people.Requests[1].Text("status"), people.Requests[1].Text("alerts.0.labels.node")));
        Assert.Empty(await AlertsAsync());

        Task<Delivery> SendAsync(Message message) => Schemes.Make($"alertmanager+http://{server.Host}", _http, TimeProvider.System).Receiver.SendAsync(message, Ct);

        async Task<JsonElement[]> AlertsAsync() => (await _http.GetFromJsonAsync<JsonElement>($"http://{server.Host}/api/v2/alerts", Ct)).EnumerateArray().ToArray();
    }

    [Fact]
    public async Task Smtp_Message_ArrivesWithItsIdAndPriority()
    {
        var (port, mail) = (FreePort.Find(), $"{_folder}/mail");
        using var server = Smtp($"-n -c aiosmtpd.handlers.Mailbox -l 127.0.0.1:{port} {mail}");
        try
        {
            var url = $"smtp://127.0.0.1:{port}/?from=monitor@example.org&to=me@example.org,you@example.org&disabletls=yes";
            await UntilAsync(async () => (await SendAsync(url, Notices.Message() with { Title = "zażółć: crashed\r\nBcc: evil@example.org" })).Problem is null, "the server takes no mail");
            var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles($"{mail}/new")), Ct);
            Assert.Contains("\nMessage-Id: <0123456789abcdef@example.org>", text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("\nTo: me@example.org, you@example.org", text);
            Assert.Contains("\nPriority: urgent", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\nBcc:", text);
            Assert.Contains("https://monitor.example/?a=1&b=2", text);

            // A server without STARTTLS gets no mail by smtp://, and no password.
            Assert.Contains("STARTTLS", (await SendAsync($"smtp://me:secret@127.0.0.1:{port}/?from=a@example.org&to=me@example.org", Notices.Message())).Problem);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Smtps_CertificateThatIsNotTrusted_IsAProblem()
    {
        var port = FreePort.Find();
        using (var openssl = Process.Start(new ProcessStartInfo(
            "openssl", $"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout {_folder}/key.pem -out {_folder}/cert.pem")
        { RedirectStandardError = true })!)
        {
            await openssl.WaitForExitAsync(Ct);
        }

        using var server = Smtp($"-n -l 127.0.0.1:{port} --smtpscert {_folder}/cert.pem --smtpskey {_folder}/key.pem");
        try
        {
            await UntilAsync(
                async () => (await SendAsync($"smtps://127.0.0.1:{port}/?from=a@example.org&to=me@example.org", Notices.Message())).Problem is { } problem
                    && problem.Contains("certificate", StringComparison.Ordinal),
                "no complaint about the certificate");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static Process Smtp(string arguments) => Process.Start(new ProcessStartInfo("aiosmtpd", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private Task<Delivery> SendAsync(string url, Message message) => Schemes.Make(url, _http, TimeProvider.System).Receiver.SendAsync(message, Ct);

    private static async Task UntilAsync(Func<Task<bool>> isSo, string otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < Patience, otherwise);
            await Task.Delay(200, Ct);
        }
    }
}
