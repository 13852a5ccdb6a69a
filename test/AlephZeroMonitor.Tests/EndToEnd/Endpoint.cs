using NodeSimulator;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A JSON-RPC endpoint of the network on this machine, with a head and faults that the test sets.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    private JsonRpcServer? _server;

    public uint Head { get; set; }

    /// <summary>The finalized block where the test holds it; null: two behind the head.</summary>
    public uint? Finalized { get; set; }

    public uint Prepared { get; set; }

    public bool IsSyncing { get; set; }

    public Fault Fault
    {
        get => _server!.Fault;
        set => _server!.Fault = value;
    }

    public string Url => _server!.HttpUrl.ToString();

    public string MetricsUrl => $"{Url}metrics";

    public string WsUrl => _server!.WsUrl.ToString();

    /// <summary>Starts an endpoint whose head is where the test puts it.</summary>
    public static async Task<Endpoint> StartAsync(uint head, Fault fault = Fault.None)
    {
        var endpoint = new Endpoint { Head = head };
        await endpoint.ServeAsync(() => endpoint.Head);
        endpoint.Fault = fault;
        return endpoint;
    }

    /// <summary>Starts an endpoint whose head moves by itself.</summary>
    public static async Task<Endpoint> StartAsync(Func<uint> head)
    {
        var endpoint = new Endpoint();
        await endpoint.ServeAsync(head);
        return endpoint;
    }

    /// <summary>Waits for a request.</summary>
    public async Task RequestedAsync()
    {
        while (_server!.Requests == 0)
        {
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private async Task ServeAsync(Func<uint> head) => _server = await JsonRpcServer.StartAsync(
        0, new ChainView { Head = head, Finalized = () => Finalized ?? head() - 2, Prepared = () => Prepared, IsSyncing = () => IsSyncing });
}
