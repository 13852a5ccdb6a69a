using AlephZeroMonitor.Watching.Fakes;

namespace AlephZeroMonitor.Watching;

public sealed class WatchTests : IAsyncDisposable
{
    private const double Interval = 10;
    private const double RetryPause = 10;

    private readonly LoopFixture _fixture = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Nodes _nodes = new();
    private Task _watching = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    [Fact]
    public async Task RunAsync_NamesOfAllSources_AreWatched()
    {
        await BeginAsync(2, new FakeTargetSource("b"), new FakeTargetSource("a"));
        Assert.Equal(["a", "b"], _nodes.All.Select(node => node.Name));
        Assert.All(_nodes.All, node => Assert.Equal(Reason.InStep, node.Report?.Decision.Reason));
    }

    [Fact]
    public async Task RunAsync_SameNameInTwoSources_IsWatchedOnceByTheFirst()
    {
        var (first, second) = (new FakeTargetSource("a"), new FakeTargetSource("a"));
        await BeginAsync(1, first, second);
        Assert.Equal(["a"], _nodes.All.Select(node => node.Name));
        Assert.Equal((1, 0), (first.Opened.Count, second.Opened.Count));
    }

    [Fact]
    public async Task RunAsync_NameIsAdded_IsWatchedToo()
    {
        var source = new FakeTargetSource("a");
        await BeginAsync(1, source);
        source.Set("a", "b");
        await IsCheckedAsync();
        Assert.Equal(["a", "b"], _nodes.All.Select(node => node.Name));
        Assert.Equal(["a", "b"], source.Opened.Select(each => each.Name));
    }

    [Fact]
    public async Task RunAsync_NameIsRemoved_EndsItsLoopAndDisposesItsTarget()
    {
        var source = new FakeTargetSource("a", "b");
        await BeginAsync(2, source);
        source.Set("b");
        Assert.Equal("a", await _fixture.Projection.NextRemovedAsync());
        Assert.Equal(["b"], _nodes.All.Select(node => node.Name));
        var (removed, kept) = (Target(source, "a"), Target(source, "b"));
        Assert.Equal((true, false), (removed.IsDisposed, removed.IsListenedTo));
        Assert.Equal((false, true), (kept.IsDisposed, kept.IsListenedTo));
    }

    [Fact]
    public async Task RunAsync_NameComesBack_IsOpenedAgain()
    {
        var source = new FakeTargetSource("a");
        await BeginAsync(1, source);
        source.Set();
        await _fixture.Projection.NextRemovedAsync();
        source.Set("a");
        await IsCheckedAsync();
        Assert.Equal(2, source.Opened.Count);
        Assert.Single(_nodes.All);
    }

    [Fact]
    public async Task RunAsync_NameMovesToAnotherSource_IsOpenedThere()
    {
        var (first, second) = (new FakeTargetSource("a"), new FakeTargetSource("a"));
        await BeginAsync(1, first, second);
        first.Set();
        Assert.Equal("a", await _fixture.Projection.NextRemovedAsync());
        await IsCheckedAsync();
        Assert.True(Target(first, "a").IsDisposed);
        Assert.True(Target(second, "a").IsListenedTo);
    }

    [Fact]
    public async Task RunAsync_Cancelled_DisposesAllTargetsAndLeavesTheSources()
    {
        var source = new FakeTargetSource("a", "b");
        await BeginAsync(2, source);
        await _stop.CancelAsync();
        await EndsAsync();
        Assert.All(source.Opened, each => Assert.True(each.Target.IsDisposed));
        Assert.Empty(_nodes.All);
        Assert.False(source.IsListenedTo);
    }

    [Fact]
    public async Task RunAsync_TargetCannotBeOpenedOnce_IsTriedAgain()
    {
        var source = new FakeTargetSource("a");
        source.OnOpen = _ =>
        {
            source.OnOpen = _ => new FakeTarget([]);
            throw new InvalidOperationException("a bug");
        };
        await BeginAsync(1, source);
        Assert.Empty(_nodes.All);
        Assert.Equal(("a", "a bug"), (_fixture.Projection.Failures.Single().Node, _fixture.Projection.Failures.Single().Bug.Message));
        _fixture.Time.AdvanceSeconds(RetryPause);
        await IsCheckedAsync();
        Assert.Equal(Reason.InStep, Assert.Single(_nodes.All).Report?.Decision.Reason);
    }

    [Fact]
    public async Task RunAsync_NodeCannotBeMadeOnce_ItsTargetIsDisposedAndItIsTriedAgain()
    {
        _fixture.History.OnLoad = () =>
        {
            _fixture.History.OnLoad = () => { };
            throw new InvalidOperationException();
        };
        var source = new FakeTargetSource("a");
        await BeginAsync(1, source);
        Assert.True(Target(source, "a").IsDisposed);
        _fixture.Time.AdvanceSeconds(RetryPause);
        await IsCheckedAsync();
        Assert.Single(_nodes.All);
    }

    [Fact]
    public async Task RunAsync_DisposingATargetThrows_TheOthersAreWatchedOn()
    {
        var source = new FakeTargetSource("a", "b")
        {
            OnOpen = name => new FakeTarget([]) { OnDispose = () => _ = name == "a" ? throw new InvalidOperationException() : 0 },
        };
        await BeginAsync(2, source);
        source.Set("b", "c");
        Assert.Equal("a", await _fixture.Projection.NextRemovedAsync());
        Assert.Equal("a", Assert.Single(_fixture.Projection.Failures).Node);
        await _stop.CancelAsync();
        await EndsAsync();
    }

    [Fact]
    public async Task RunAsync_SourceThrows_EndsAllLoopsBeforeItFails()
    {
        var (good, bad) = (new FakeTargetSource("a"), new ThrowingSource());
        await BeginAsync(1, good, bad);
        bad.Break();
        await Assert.ThrowsAsync<InvalidOperationException>(EndsAsync);
        Assert.True(Target(good, "a").IsDisposed);
        Assert.False(good.IsListenedTo);
        _watching = Task.CompletedTask;
    }

    private static FakeTarget Target(FakeTargetSource source, string name) => source.Opened.Single(each => each.Name == name).Target;

    private async Task BeginAsync(int loops, params ITargetSource[] sources)
    {
        var defaults = new NodeSettings(new Policy());
        _watching = new Watch(_nodes, sources, defaults, LoopFixture.CheckInterval, _fixture.Context).RunAsync(_stop.Token);
        for (var i = 0; i < loops; i++)
        {
            await IsCheckedAsync();
        }
    }

    private Task EndsAsync() => _watching.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>A loop has begun to wait for its next check, or for its next try.</summary>
    private async Task IsCheckedAsync() => Assert.Equal(Interval, await _fixture.Time.NextWaitAsync());

    private sealed class ThrowingSource : ITargetSource
    {
        private bool _isBroken;

        public event Action? Changed;

        public System.Collections.Immutable.ImmutableArray<string> Names => _isBroken ? throw new InvalidOperationException() : [];

        public ITarget Open(string name) => throw new NotSupportedException();

        public void Break()
        {
            _isBroken = true;
            Changed?.Invoke();
        }
    }
}
