using System.Diagnostics;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using static AlephZeroMonitor.EndToEnd.Lines;
using ListLogger = AlephZeroMonitor.Watching.ListLogger<AlephZeroMonitor.History.HistoryStore>;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The monitor is killed at any moment around a restart.</summary>
public class CrashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int Nodes = 10;
    private const int CrashesEach = 10;

    /// <summary>A run's start, its first check, the intent, the engine's stop (1 s), the start and the outcome all lie within.</summary>
    private const int LongestRunMilliseconds = 2_500;

    [Fact]
    public async Task Monitor_KilledAHundredTimesAroundARestart_RestartsOnceForOneCauseAndRecordsIt()
    {
        // The seed is in the test's output when it fails.
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var moments = Enumerable.Range(0, Nodes).Select(_ => Enumerable.Range(0, CrashesEach).Select(_ => random.Next(LongestRunMilliseconds)).ToArray());
        var restarts = await Task.WhenAll(moments.Select(CrashAsync));
        Assert.True(restarts.All(count => count == 1), $"seed {seed}: restarts of each node: {string.Join(", ", restarts)}");
    }

    [Fact]
    public async Task Monitor_KilledAfterTheIntent_KnowsWhatBecameOfIt()
    {
        var folder = MonitorProcess.NewDataFolder();
        await using var node = await NodeContainer.StartAsync(Idle(500));
        node.Append(Idle(500), life: 2);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using (var first = MonitorProcess.Watch(node, endpoint, ("DATA_DIR", folder)))
        {
            await first.SeeAsync("restarting it");
            await first.EndAsync(signal: 9);
        }

        // The engine may go on with what it was asked, or was never asked: both are settled, and neither is repeated.
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        await using var second = MonitorProcess.Watch(node, endpoint, ("DATA_DIR", folder));
        await second.SeeAsync("would restart: FarBehind; held: CoolingDown until");
        var restart = Assert.Single(await SettledAsync(folder, node));
        await second.CheckThriceAsync();
        await second.EndAsync();
        Assert.Equal(ActionCause.MonitorEnded, restart.Outcome?.Cause);
        Assert.Equal(await LivesAsync(node) == 2 ? ActionResult.Restarted : ActionResult.Failed, restart.Outcome?.Result);
        Assert.Contains("Imported #", restart.LogTail);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Monitor_BackWhileTheEngineStillEndsTheNode_KnowsTheRestartForItsOwn()
    {
        var folder = MonitorProcess.NewDataFolder();
        await using var node = await NodeContainer.StartAsync(Idle(500));
        node.Append(Idle(1), life: 2);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using (var first = MonitorProcess.Watch(node, endpoint, ("DATA_DIR", folder), ("STOP_TIMEOUT", "8")))
        {
            await first.SeeAsync("restarting it");
            await Task.Delay(1000, TestContext.Current.CancellationToken);
            await first.EndAsync(signal: 9);
        }

        await using var second = MonitorProcess.Watch(node, endpoint, ("DATA_DIR", folder), ("STOP_TIMEOUT", "8"));
        await second.SeeAsync(": InStep");
        Assert.Equal(ActionResult.Restarted, Assert.Single(await SettledAsync(folder, node)).Outcome?.Result);
        await second.EndAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Kills the monitor of one node at these moments after its starts, then lets it be; returns how often the node was restarted.</summary>
    private static async Task<int> CrashAsync(int[] moments)
    {
        var folder = MonitorProcess.NewDataFolder();
        await using var node = await NodeContainer.StartAsync(Idle(500));
        for (var life = 2; life < 2 + moments.Length; life++)
        {
            node.Append(Idle(500), life);
        }

        await using var endpoint = await Endpoint.StartAsync(Head);
        foreach (var moment in moments)
        {
            await using var killed = Watch();
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            await killed.EndAsync(signal: 9);
        }

        await using var last = Watch();
        await last.SeeAsync("held: CoolingDown until");
        var restarts = await SettledAsync(folder, node);
        await last.EndAsync();
        var lives = await LivesAsync(node);

        // An intent whose restart the engine was never asked for is recorded too, as one that failed; the cool-down of an hour keeps the next away.
        Assert.Single(restarts);
        Assert.True(lives - 1 <= restarts.Count, $"{lives - 1} restarts, of which {restarts.Count} are recorded");
        Directory.Delete(folder, recursive: true);
        return restarts.Count;

        MonitorProcess Watch() => MonitorProcess.Watch(node, endpoint, ("DATA_DIR", folder), ("RESTART_COOLDOWN", "3600"));
    }

    /// <summary>The restarts, once the running monitor knows how each ended: that is certain only when the engine can't be about to end the life any more.</summary>
    private static async Task<IReadOnlyList<SavedAction>> SettledAsync(string folder, NodeContainer node)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience && Restarts(folder, node).Any(restart => restart.Outcome is null);)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }

        var restarts = Restarts(folder, node);
        Assert.All(restarts, restart => Assert.NotNull(restart.Outcome));
        return restarts;
    }

    private static IReadOnlyList<SavedAction> Restarts(string folder, NodeContainer node)
    {
        using var history = new HistoryStore(new Settings { ContainerNames = [node.Name], DataDirectory = folder }, TimeProvider.System, new ListLogger());
        return history.Actions(node.Name, DateTimeOffset.MinValue, 100);
    }

    private static async Task<int> LivesAsync(NodeContainer node) => int.Parse(await MonitorContainer.RunDockerAsync($"exec {node.Name} cat /tmp/life"));
}
