using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Nobody looked for a while.</summary>
public class GapTests
{
    [Fact]
    public async Task Monitor_StoppedForLongerThanAGap_GivesTheNodeTheGraceOfAStart()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        monitor.Signal("STOP");
        endpoint.Head += 500;
        await Task.Delay(TimeSpan.FromSeconds(66), TestContext.Current.CancellationToken);
        monitor.Signal("CONT");
        await monitor.SeeAsync("would restart: FarBehind; held: Starting until ");
        node.Append(Imported(Head + 500), life: 1);
        await monitor.SeeAsync(": InStep", 2);
        Assert.DoesNotContain("restarting it", monitor.ToString());
    }
}
