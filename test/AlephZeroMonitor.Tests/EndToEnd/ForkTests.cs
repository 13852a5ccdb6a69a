using System.Net.Http.Json;
using System.Text.Json;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A node that finalized other blocks than the network.</summary>
public class ForkTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Monitor_NodeOnAnotherFork_AlertsOnceAndRestartsNothing(bool isCurrentVersion)
    {
        var finalized = isCurrentVersion ? ChainStatus(Head - 100, "0xdead…beef") : Finalized(Head - 100, "0xdead…beef");
        await using var node = await NodeContainer.StartAsync(Idle(0) + finalized);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        var line = await monitor.SeeAsync("Forked: it finalized 0xdead…beef as block ");
        Assert.Contains($"as block {Head - 100}, where the network has 0x", line);
        await monitor.CheckThriceAsync();
        Assert.Single(monitor.Lines, text => text.Contains("Forked", StringComparison.Ordinal));
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }

    [Fact]
    public async Task Monitor_NodeOnTheNetworksFork_IsSilent()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        var hash = await HashAsync(endpoint, Head - 100);
        await using var node = await NodeContainer.StartAsync(Idle(0) + Finalized(Head - 100, $"{hash[..6]}…{hash[^4..]}"));
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.CheckThriceAsync();
        await monitor.CheckThriceAsync();
        Assert.DoesNotContain("Forked", monitor.ToString());
    }

    private static string Finalized(uint block, string hash) =>
        $"2025-03-12 08:20:12.291  INFO tokio-runtime-worker substrate: 💤 Idle (24 peers), best: #{Head} (0xc75f…3859), finalized #{block} ({hash}), ⬇ 1.2kiB/s ⬆ 3.4kiB/s    \n";

    /// <summary>The only line that names the finalized block from r-13 on; what is imported next comes after it.</summary>
    private static string ChainStatus(uint block, string hash) =>
        $"2025-03-12 08:20:12.291  INFO tokio-runtime-worker aleph-block-status: Imported: #{Head} (0xc75f…3859), finalized: #{block} ({hash}), favourite: #{Head} (0xc75f…3859).    \n"
        + $"2025-03-12 08:20:13.291  INFO tokio-runtime-worker substrate: ✨ Imported #{Head} (0xc75f…3859)    \n";

    private static async Task<string> HashAsync(Endpoint endpoint, uint block)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(endpoint.Url, new { jsonrpc = "2.0", id = 1, method = "chain_getBlockHash", @params = new[] { block } }, TestContext.Current.CancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("result").GetString()!;
    }
}
