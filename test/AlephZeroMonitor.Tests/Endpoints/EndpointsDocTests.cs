using System.Globalization;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Wording;
using Microsoft.Extensions.Logging.Abstractions;
using NodeSimulator;

namespace AlephZeroMonitor.Endpoints;

/// <summary>docs/endpoints.md says what comes of each behaviour of an endpoint; here it comes from real servers.</summary>
public class EndpointsDocTests
{
    private const string Chain = "Aleph Zero";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[][] Rows =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "endpoints.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|').Select(cell => cell.Trim(' ', '`')).ToArray()),
    ];

    [Fact]
    public void Table_Behaviours_AreAllFaultsAndTheTwoWithoutAServer() =>
        Assert.Equal([.. Enum.GetNames<Fault>().Order(), "NoTls", "Refused"], Rows.Select(row => row[1]).Order().OrderBy(name => name is "NoTls" or "Refused"));

    [Fact]
    public Task Table_ByHttp_IsWhatRealServersLeadTo() => CompareAsync("http", state: row => row[3], says: row => row[6]);

    [Fact]
    public Task Table_ByWebSocket_IsWhatRealServersLeadTo() => CompareAsync("ws", state: row => row[4], says: _ => "");

    private static async Task CompareAsync(string scheme, Func<string[], string> state, Func<string[], string> says)
    {
        var seen = await Task.WhenAll(Rows.Select(row => SeeAsync(row[1], scheme, says(row))));
        Assert.Equal(Rows.Select(row => $"{row[1]}: {state(row)}, {row[5]}, {says(row)}"), seen);
    }

    /// <summary>What comes of a behaviour, in the document's words.</summary>
    private static async Task<string> SeeAsync(string behaviour, string scheme, string says)
    {
        // A jump is one only after an answer, and a second server shows only in several.
        var fault = Enum.TryParse<Fault>(behaviour, out var named) ? named : Fault.None;
        var jumps = fault is Fault.Lie or Fault.Backwards;
        var head = EndToEnd.Lines.Head;
        await using var server = await JsonRpcServer.StartAsync(0, new ChainView { Head = () => head });
        server.Fault = jumps ? Fault.None : fault;
        var url = new UriBuilder(server.HttpUrl) { Scheme = behaviour == "NoTls" ? scheme + "s" : scheme, Path = "/" };
        url.Port = behaviour == "Refused" ? 9 : url.Port;
        using var endpoints = new RpcNetwork(new Settings { ContainerNames = ["n"], RpcUrls = [url.Uri] }, TimeProvider.System, NullLogger<RpcNetwork>.Instance);
        await endpoints.StartAsync(TestContext.Current.CancellationToken);
        var network = await AskAsync(endpoints);
        server.Fault = fault;
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested && ((jumps && network.HeadFor(new(Chain)).Number is not null) || (fault == Fault.TwoBackends && !ShowsTwo(network))))
        {
            network = await AskAsync(endpoints);
        }

        await endpoints.StopAsync(TestContext.Current.CancellationToken);
        var verdict = network.Endpoints.Single().Judge(new(Chain));
        var (state, why) = (verdict.State, EndpointText.Of(verdict));
        var judged = network.HeadFor(new(Chain));
        var decision = judged.Number is not null ? "its head" : judged.IsUntrusted ? "HeadUntrusted" : "HeadUnknown";
        return string.Create(CultureInfo.InvariantCulture, $"{behaviour}: {state}, {decision}, {(why?.StartsWith(says, StringComparison.Ordinal) ?? says.Length == 0 ? says : why)}");
    }

    private static bool ShowsTwo(NetworkView network) => network.Endpoints.Single().Judge(new(Chain)).BackendsApart is not null;

    private static ValueTask<NetworkView> AskAsync(RpcNetwork endpoints) => endpoints.AskAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
}
