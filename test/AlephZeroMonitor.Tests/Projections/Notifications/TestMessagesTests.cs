using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Projections.Notifications;

public sealed class TestMessagesTests : IDisposable
{
    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public async Task TestAsync_RealMessage_SaysWhatTheReceiverAnswers()
    {
        await using var server = await ReceiverServer.StartAsync("", 403);
        var messages = Messages($"gotify://{server.Host}/Sup3rS3cret?disabletls=yes", $"generic+http://{server.Host}/a");
        Assert.StartsWith("HTTP 403", await messages.TestAsync(0, TestContext.Current.CancellationToken));
        server.Answer = _ => Task.CompletedTask;
        Assert.Null(await messages.TestAsync(1, TestContext.Current.CancellationToken));
        Assert.Equal("Test", server.Requests[1].Text("kind"));
        Assert.Equal([$"gotify://{server.Host}", $"generic+http://{server.Host}"], messages.Receivers.Select(receiver => receiver.Name));
    }

    [Fact]
    public async Task RunAsync_ReceiversOfTheHistory_AreJudgedByTheirLastMessage()
    {
        var messages = Messages("ntfy://ntfy.sh/a", "ntfy://ntfy.sh/b", "ntfy://ntfy.sh/c");
        var outbox = new Outbox(_history.Store);
        _history.Store.SaveDecision("node", NodeState.Initial, _history.Behind(0), new Policy(), Notices.Decision(), [Notices.Helped()]);
        outbox.Queue([], [1], messages.Receivers.Take(2).Select(receiver => (receiver.Key, "text")), _history.Now);
        outbox.Postpone(1, "HTTP 401", _history.Now, _history.Now.AddMinutes(1));
        outbox.End(2, null, _history.Now);
        var findings = await messages.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal([FindingLevel.Warning, FindingLevel.Ok, FindingLevel.Ok], findings.Select(finding => finding.Level));
        Assert.Equal("ntfy://ntfy.sh: 1 waiting: HTTP 401", findings[0].Text);
    }

    private TestMessages Messages(params string[] urls)
    {
        _ = _history.Store;
        var settings = new Settings { ContainerNames = ["node"], DataDirectory = _history.Directory, NotifyUrls = [.. urls] };
        return new TestMessages(settings, Schemes.MakeAll(urls, TimeProvider.System), _ => new ArchivedHistory(_history.Path), _history.Time);
    }
}
