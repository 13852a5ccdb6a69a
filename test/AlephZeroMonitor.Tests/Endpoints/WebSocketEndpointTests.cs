using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Wording;
using Microsoft.Extensions.Time.Testing;
using NodeSimulator;

namespace AlephZeroMonitor.Endpoints;

public sealed class WebSocketEndpointTests : IAsyncLifetime
{
    private const long RequestsToBegin = 3;

    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(30));
    private uint _head = 7;
    private long _begin;
    private JsonRpcServer _server = null!;
    private WebSocketEndpoint _endpoint = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        _server = await JsonRpcServer.StartAsync(0, new ChainView { Head = () => _head });
        _begin = _time.GetTimestamp();
        _endpoint = new WebSocketEndpoint(_server.WsUrl, _time, _begin, TimeSpan.Zero, new Random(1));
        _running = _endpoint.RunAsync(_end.Token);
        await UntilAsync(() => State == EndpointState.Trusted && _server.Requests == RequestsToBegin);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
        await _server.DisposeAsync();
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_begin);

    private EndpointState State => _endpoint.View.Judge(new("Aleph Zero")).State;

    [Fact]
    public async Task RunAsync_NewHead_IsTold()
    {
        var told = new TaskCompletionSource<uint>();
        _endpoint.HeadMoved += head => told.TrySetResult(head);
        _head = 8;
        Assert.Equal(8u, await told.Task.WaitAsync(_end.Token));
        Assert.Equal(8u, _endpoint.View.Trust.Last?.Number);
    }

    [Fact]
    public async Task RunAsync_ThirtySecondsWithoutAHead_AsksForOne()
    {
        await UntilAsync(() => _server.Requests > RequestsToBegin, advance: true);
        Assert.InRange(Elapsed, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40));
        Assert.Null(_endpoint.View.Problem);
    }

    [Fact]
    public async Task RunAsync_FallsSilent_IsDownAfterFortySecondsAndComesBack()
    {
        _server.Fault = Fault.Silent;
        await UntilAsync(() => State == EndpointState.Down, advance: true);
        Assert.Equal("no answer within 10 s", EndpointText.Of(_endpoint.View.Problem!.Value));
        _server.Fault = Fault.None;
        await UntilAsync(() => State != EndpointState.Down, advance: true);
    }

    [Fact]
    public async Task View_LoopThatDiedInSilence_IsDown()
    {
        await _end.CancelAsync();
        await _running;
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(EndpointState.Trusted, State);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(EndpointState.Down, State);
    }

    private async Task UntilAsync(Func<bool> isSo, bool advance = false)
    {
        while (!isSo())
        {
            await Task.Delay(20, _end.Token);
            _time.Advance(advance ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        }
    }
}
