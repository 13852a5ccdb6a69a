using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>The dispatcher on a real history file, with a receiver in memory.</summary>
public sealed class OutboxTests : IDisposable
{
    private readonly StoreFixture _history = new();
    private readonly FakeReceiver _receiver = new();
    private readonly Nodes _nodes = new();
    private readonly Meter _meter = new("test");
    private readonly ListLogger<Dispatcher> _log = new();

    private Outbox Outbox => new(_history.Store);

    private KnownReceiver Known => new("key", "fake://…", AlertLevel.Info, _receiver);

    private Dispatcher Dispatcher => new(
        new Situations(new Settings { ContainerNames = ["node"], NotifyMaxPerHour = 2, CheckInterval = TimeSpan.FromSeconds(10) }, _nodes, new HostName("server-1")),
        Outbox, [Known], new MessageMetrics(_meter, [], _history.Store, _history.Time), _history.Time, _log);

    public void Dispose()
    {
        _meter.Dispose();
        _history.Dispose();
    }

    [Fact]
    public void SaveDecision_WithNotices_SavesBothOrNeither()
    {
        Find(Notices.Helped());
        Assert.Equal(NoticeKind.RestartHelped, Assert.Single(Outbox.Notices(9)).Notice.Kind);
        using (var file = _history.OpenRaw())
        {
            file.Execute("CREATE TRIGGER full BEFORE INSERT ON decisions BEGIN SELECT raise(ABORT, 'full'); END");
        }

        Find(Notices.Helped()); // The file refuses the decision; it is kept in memory.
        Assert.Equal(2, Outbox.Notices(9).Count);
        using var left = _history.OpenRaw();
        Assert.Equal(1, left.Scalar<long>("SELECT count(*) FROM notices"));
    }

    [Fact]
    public void Notices_ManyToldOnes_HideNoneThatIsNotTold()
    {
        Find(Notices.Helped());
        Find(Notices.Helped());
        Outbox.Queue(Outbox.Notices(9).Select(notice => notice.Id), [], [], _history.Now);
        Find(Notices.Helped());
        Find(Notices.Helped());
        Assert.Equal([false, false, true], Outbox.Notices(1).Select(notice => notice.ToldAt is null));
    }

    [Fact]
    public async Task Deliver_KilledAfterEachStep_LosesNothingAndRepeatsOnlyWithTheSameId()
    {
        Find(Notices.Helped());
        _history.Close(); // As if killed: what is not in the file is lost.
        Dispatcher.PlanOnce();
        _history.Close();
        await DeliverAsync(saves: false); // Killed between the answer and its record.
        await DeliverAsync();
        await DeliverAsync();
        Assert.Equal(2, _receiver.Received.Count);
        Assert.Single(_receiver.Received.Select(message => message.Id).Distinct());
        Assert.Empty(Outbox.Notices(9));
    }

    [Fact]
    public async Task Deliver_ReceiverThatIsDownForADay_WaitsLongerEachTimeAndIsGivenUpWithALine()
    {
        Find(Notices.Helped());
        Dispatcher.PlanOnce();
        _receiver.Answer = new Delivery("no connection");
        for (var minute = 0; minute < 25 * 60; minute++)
        {
            await DeliverAsync();
            _history.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(_receiver.Received.Count, 90, 130); // Every quarter of an hour at last.
        Assert.Contains("a message is given up after a day: \"node: restarted, in step after 5 s\": no connection", Assert.Single(_log.Lines).Text);
        _receiver.Answer = default;
        await DeliverAsync();
        Assert.Equal((0, "no connection"), (_history.Store.Receivers().Single().Queued, _history.Store.Receivers().Single().Problem));
    }

    [Fact]
    public async Task Deliver_ReceiverThatAsksToWait_IsLeftAlone()
    {
        Find(Notices.Helped());
        Dispatcher.PlanOnce();
        _receiver.Answer = new Delivery("busy", TimeSpan.FromMinutes(10));
        await DeliverAsync();
        _history.Time.Advance(TimeSpan.FromMinutes(9));
        await DeliverAsync();
        Assert.Single(_receiver.Received);
        _history.Time.Advance(TimeSpan.FromMinutes(2));
        _receiver.Answer = default;
        await DeliverAsync();
        Assert.Equal((2, 0), (_receiver.Received.Count, _history.Store.Receivers().Single().Queued));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Deliver_MessageThatIsRefused_KeepsNoOtherWaiting(bool isOfMessage, int tried)
    {
        Find(Notices.Helped());
        Dispatcher.PlanOnce();
        Find(Notices.Helped(1));
        Dispatcher.PlanOnce();
        _receiver.Answer = new Delivery("refused", IsOfMessage: isOfMessage);
        await DeliverAsync();
        Assert.Equal(tried, _receiver.Received.Count);
    }

    [Fact]
    public async Task Deliver_ReceiverThatThrows_IsAProblemOfIt()
    {
        Find(Notices.Helped());
        Dispatcher.PlanOnce();
        _receiver.Throws = true;
        Assert.Equal("InvalidOperationException: bug", (await DeliverAsync())!.Value.Problem);
        Assert.Equal(1, _history.Store.Receivers().Single().Queued);
    }

    [Fact]
    public void Plan_MoreThanIsAllowedInAnHour_WaitsAndIsOneSummary()
    {
        for (var second = 0; second < 5; second++)
        {
            _history.Time.Advance(TimeSpan.FromSeconds(1));
            Find(Notices.Helped(second), Notices.Begun(AlertKind.Panic, second));
            Dispatcher.PlanOnce();
        }

        Assert.Equal(2, Outbox.Count(default)); // At the first moment both are told; then the hour is full.
        _history.Time.Advance(TimeSpan.FromMinutes(61));
        Dispatcher.PlanOnce();
        Assert.InRange(Outbox.Count(default), 3, 4);
        Assert.All(Outbox.Notices(99), notice => Assert.NotNull(notice.ToldAt));
    }

    /// <summary>What a run of the monitor finds in the file after another: what stands is not told again, what is over is.</summary>
    [Fact]
    public void Restore_AlertsOfAnEarlierRun_AreReconciled()
    {
        var alert = new Alert(AlertKind.NoPeers, _history.Now);
        var stands = Notices.Decision() with { Alerts = [alert] };
        _history.Store.SaveDecision("node", NodeState.Initial, _history.Behind(0), new Policy(), stands, Notice.Of([], _history.Behind(0), stands));
        Dispatcher.PlanOnce();
        _history.Close();

        var before = _history.Store.LastDecision("node")!.Value.Decision.Alerts;
        Assert.Empty(Notice.Of(before, _history.Behind(0), stands));
        var over = Notices.Decision(60);
        _history.Store.SaveDecision("node", NodeState.Initial, _history.Behind(0), new Policy(), over, Notice.Of(before, _history.Behind(0), over));
        Dispatcher.PlanOnce();
        Assert.Equal(["Began", "Over"], Outbox.Due("key", _history.Now, 9).Select(queued => queued.Text.Contains("\"Over\"") ? "Over" : "Began"));
        Assert.Empty(Outbox.Notices(9));
    }

    private void Find(params ImmutableArray<Notice> notices) =>
        _history.Store.SaveDecision("node", NodeState.Initial, _history.Behind(0), new Policy(), notices[0].Decision, notices);

    private async Task<Delivery?> DeliverAsync(bool saves = true)
    {
        if (!saves)
        {
            var queued = Outbox.Due("key", _history.Now, 1).Single();
            await _receiver.SendAsync(System.Text.Json.JsonSerializer.Deserialize(queued.Text, MessageJson.Default.Message)!, TestContext.Current.CancellationToken);
            return null;
        }

        return await Dispatcher.DeliverDueAsync(Known, TestContext.Current.CancellationToken);
    }

    private sealed class FakeReceiver : IReceiver
    {
        public List<Message> Received { get; } = [];

        public Delivery Answer { get; set; }

        public bool Throws { get; set; }

        public Task<Delivery> SendAsync(Message message, CancellationToken ct)
        {
            Received.Add(message);
            return Throws ? throw new InvalidOperationException("bug") : Task.FromResult(Answer);
        }
    }
}
