using System.Diagnostics;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The page, by a real browser, of the real program that watches simulated nodes on the real engine.</summary>
public class PageTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Page_NodeThatFallsBehind_IsShownAndExplained()
    {
        var clock = Stopwatch.StartNew();
        await using var endpoint = await Endpoint.StartAsync(() => Head + (uint)(clock.Elapsed.TotalSeconds * 10));
        await using var healthy = await SimulatedNode.StartAsync(endpoint, "healthy");
        await using var behind = await SimulatedNode.StartAsync(endpoint, "falls-behind --after 100 --rate 1000");
        var address = $"http://127.0.0.1:{FreePort.Find()}/";
        await using var monitor = Watch(address, endpoint, healthy, behind);
        await monitor.SeeAsync(": InStep", 2);
        using var browser = Browser.Start(address, Browser.Screenshots, Token, healthy.Name, behind.Name);
        await browser.AskedForAsync("stop");
        await monitor.EndAsync();
        await browser.DoneAsync();
        await browser.AskedForAsync("start");
        await using var again = Watch(address, endpoint, healthy, behind);
        await browser.DoneAsync();
        Assert.Null(await browser.AskedAsync());
        Assert.Equal("", await browser.ComplaintAsync());
        Assert.Contains("seen: connection came back", browser.Seen);
    }

    private static MonitorProcess Watch(string address, Endpoint endpoint, params SimulatedNode[] nodes) => MonitorProcess.Start(
        ("CONTAINER_NAME", string.Join(',', nodes.Select(node => node.Name))), ("RPC_URL", endpoint.Url), ("START_GRACE", "30"),
        ("HTTP_PORT", $"{new Uri(address).Port}"), ("API_TOKEN", Token));
}
