using System.Diagnostics;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The page, by a real browser, of the real program that watches simulated nodes on the real engine.</summary>
public class PageTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Page_NodesThatFallBehind_AreShownAndExplained()
    {
        var clock = Stopwatch.StartNew();
        await using var endpoint = await Endpoint.StartAsync(() => Head + (uint)(clock.Elapsed.TotalSeconds * 10));
        await using var healthy = await SimulatedNode.StartAsync(endpoint, "healthy");
        await using var behind = await SimulatedNode.StartAsync(endpoint, "falls-behind --after 100 --rate 1000");
        await using var stuck = await SimulatedNode.StartAsync(endpoint, "stands-still --after 100");
        var address = $"http://127.0.0.1:{FreePort.Find()}/";
        var dataFolder = MonitorProcess.NewDataFolder();
        await using var monitor = Watch(address, dataFolder, endpoint, healthy, behind, stuck);
        await monitor.SeeAsync(": InStep", 3);
        using var browser = Browser.Start("page.mjs", address, Browser.Screenshots, Token, healthy.Name, behind.Name, stuck.Name);
        await browser.AskedForAsync("kill");
        await monitor.EndAsync(9);
        await browser.DoneAsync();
        await browser.AskedForAsync("start");
        await using var again = Watch(address, dataFolder, endpoint, healthy, behind, stuck);
        await browser.DoneAsync();
        await browser.AskedForAsync("freeze");
        again.Signal("STOP");
        await browser.DoneAsync();
        await browser.AskedForAsync("thaw");
        again.Signal("CONT");
        await browser.DoneAsync();
        Assert.Null(await browser.AskedAsync());
        await browser.AssertNoComplaintAsync();
        Assert.Contains("seen: monitor woke up", browser.Seen);
        Directory.Delete(dataFolder, recursive: true);
    }

    [Fact]
    public async Task Page_StatesThatNodesSeldomHave_AreDesigned()
    {
        using var browser = Browser.Start("states.mjs", Browser.Screenshots);
        Assert.Null(await browser.AskedAsync());
        await browser.AssertNoComplaintAsync();
        Assert.Contains("seen: hundred", browser.Seen);
    }

    /// <summary>Holds of all kinds that end by themselves come within two minutes.</summary>
    private static MonitorProcess Watch(string address, string dataFolder, Endpoint endpoint, params SimulatedNode[] nodes) => MonitorProcess.Start(
        ("CONTAINER_NAME", string.Join(',', nodes.Select(node => node.Name))), ("RPC_URL", endpoint.Url), ("START_GRACE", "30"), ("RESTART_COOLDOWN", "45"),
        ("DATA_DIR", dataFolder), ("HTTP_PORT", $"{new Uri(address).Port}"), ("API_TOKEN", Token));
}
