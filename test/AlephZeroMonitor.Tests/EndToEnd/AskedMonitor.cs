using System.Net;
using System.Net.Sockets;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A running monitor with an HTTP server, and verbs that ask it from processes of their own with the same settings.</summary>
internal sealed class AskedMonitor : IAsyncDisposable
{
    public const string Token = "0123456789abcdef0123456789abcdef";

    private readonly Endpoint _endpoint;
    private readonly (string Name, string Value)[] _variables;

    private AskedMonitor(Endpoint endpoint, NodeContainer[] nodes, string? token, IEnumerable<(string Name, string Value)> variables)
    {
        _endpoint = endpoint;
        (string, string)[] tokens = token is null ? [] : [("API_TOKEN", token)];
        _variables = [("CONTAINER_NAME", string.Join(',', nodes.Select(node => node.Name))), ("RPC_URL", endpoint.Url), ("HTTP_PORT", $"{FreePort()}"), .. tokens, .. variables];
        Process = MonitorProcess.Start(_variables);
    }

    public MonitorProcess Process { get; }

    /// <summary>Starts it and waits until each node was checked.</summary>
    public static async Task<AskedMonitor> StartAsync(NodeContainer[] nodes, string? token = Token, params IEnumerable<(string Name, string Value)> variables)
    {
        var monitor = new AskedMonitor(await Endpoint.StartAsync(Lines.Head), nodes, token, variables);
        foreach (var node in nodes)
        {
            await monitor.Process.SeeAsync($"{node.Name}: checked, ");
        }

        return monitor;
    }

    /// <summary>Runs a verb with the monitor's settings; later variables win.</summary>
    public Task<(int ExitCode, string Output, string Error)> AskAsync(string arguments, params (string Name, string Value)[] variables) =>
        BinaryRun.RunAsync(arguments, "", _variables.Concat(variables));

    /// <summary>Runs a verb with the monitor's settings on a terminal.</summary>
    public TerminalRun OnTerminal(string arguments, params (string Name, string Value)[] variables) => TerminalRun.Start(arguments, _variables.Concat(variables));

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await _endpoint.DisposeAsync();
    }
}
