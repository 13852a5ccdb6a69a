using AlephZeroMonitor.Core.Logs;
using Docker.DotNet;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Each line of a log counts once, whatever becomes of the stream; and what the first tail lacks is found.</summary>
public class LogResumeTests
{
    private static readonly Dictionary<string, string> NoRotation = [];
    private static readonly Dictionary<string, string> Rotation = new() { ["max-size"] = "100k", ["max-file"] = "3" };

    public static TheoryData<string, bool, bool> Drivers => new() { { "json-file", false, false }, { "json-file", true, false }, { "json-file", false, true }, { "local", false, false }, { "journald", false, false } };

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task Facts_StreamCutUnderLoad_CountsEachLineOnce(string driver, bool isRotated, bool tty)
    {
        await using var node = await StartOrSkipAsync(Banner, tty, isRotated ? Rotation : NoRotation, driver);
        await using var proxy = EngineProxy.Start();
        await using var watched = await FollowedNode.StartAsync(node, proxy);
        var block = 0u;
        for (var cut = 0; cut < (isRotated ? 2 : 5); cut++)
        {
            // Rotation keeps some 900 lines: the lines that come while nobody reads must be fewer.
            await AppendAsync(300);
            await proxy.GoAwayAsync();
            await AppendAsync(isRotated ? 200 : 3_000);
            proxy.ComeBack();
            await AppendAsync(isRotated ? 50 : 300);
            await watched.SeeAsync(facts => facts.Best == block);
        }

        Assert.Equal((block + 1, block), (watched.Facts.Lines, (uint)watched.Facts.Errors));
        Assert.DoesNotContain(watched.Log.Lines, line => line.Text.Contains("afresh", StringComparison.Ordinal));

        // An engine that rotates twice before it has handed a file out to who follows it skips that file.
        async Task AppendAsync(int lines)
        {
            for (var written = 0; written < lines; written += 50)
            {
                node.Append(string.Concat(Enumerable.Range(0, 50).Select(_ => Imported(++block).Replace(" INFO", "ERROR", StringComparison.Ordinal))), life: 1);
                await Task.Delay(isRotated ? 100 : 10, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public async Task Facts_EngineRestartedInABurst_CountsEachLineOnce()
    {
        await using var engine = await SecondEngine.StartAsync();
        const string Burst = "i=0; while [ $i -lt 30000 ]; do i=$((i+1)); echo \"2025-03-12 08:20:11.291 ERROR main substrate: ✨ Imported #$i (0x366e…3605)\" >&2; "
            + "if [ $((i % 100)) = 0 ]; then sleep 0.05; fi; done; sleep 600";
        await engine.DockerAsync("run", "-d", "--name", "node", "--network", "none", TestSettings.BusyboxImage, "sh", "-c", Burst);
        await using var watched = await FollowedNode.StartAsync("node", engine.Url);
        for (var restart = 1u; restart <= 2; restart++)
        {
            await watched.SeeAsync(facts => facts.Best > restart * 5_000);
            await engine.EndAsync();
            await engine.BeginAsync();
        }

        await watched.SeeAsync(facts => facts.Best == 30_000);
        Assert.Equal((30_000, 30_000), (watched.Facts.Lines, watched.Facts.Errors));
    }

    [Fact]
    public async Task Facts_BurstOf50Megabytes_CountsEachLineOnce()
    {
        await using var node = await NodeContainer.StartAsync("", change: container => container.Cmd =
            ["sh", "-c", "sleep 2; awk 'BEGIN { for (i = 1; i <= 750000; i++) print \"2025-03-12 08:20:11.291  INFO main substrate: ✨ Imported #\" i \" (0x366e…3605)\" }' >&2; sleep 600"]);
        await using var watched = await FollowedNode.StartAsync(node, null);
        await watched.SeeAsync(facts => facts.Best == 750_000);
        Assert.Equal(750_000, watched.Facts.Lines);
    }

    [Fact]
    public async Task Facts_DriverJournald_AreThoseOfTheLife()
    {
        await using var node = await StartOrSkipAsync(Banner + Idle(7), tty: false, NoRotation, "journald");
        await using (var watched = await FollowedNode.StartAsync(node, null))
        {
            await watched.SeeAsync(facts => facts.Best == Head - 7);
        }

        node.Append(Banner + Imported(Head - 3), life: 2);
        await node.RestartAsync();
        await using var again = await FollowedNode.StartAsync(node, null);
        await again.SeeAsync(facts => facts.Best == Head - 3);
        Assert.Equal((MajorSync.NotSeen, (uint?)null), (again.Facts.MajorSync, again.Facts.Session));
    }

    [Fact]
    public async Task Facts_LastLinesRotatedAway_BeginAfresh()
    {
        await using var node = await NodeContainer.StartAsync(Banner + Imported(1), logConfig: Rotation);
        await using var proxy = EngineProxy.Start();
        await using var watched = await FollowedNode.StartAsync(node, proxy);
        await watched.SeeAsync(facts => facts.Best == 1);
        await proxy.GoAwayAsync();
        node.Append(string.Concat(Enumerable.Range(2, 5_000).Select(i => Imported((uint)i))), life: 1);
        await using var direct = await FollowedNode.StartAsync(node, null);
        await direct.SeeAsync(facts => facts.Best == 5_001);
        proxy.ComeBack();
        await watched.SeeAsync(facts => facts.Best == 5_001);
        Assert.InRange(watched.Facts.Lines, 100, 4_999);
        Assert.Single(watched.Log.Lines, line => line.Text.Contains("no longer contains the last line", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Facts_FloodOf30000LinesBefore_AreFoundDeeper()
    {
        var flood = string.Concat(Enumerable.Range(1, 30_000).Select(i => Imported((uint)i)));
        await using var node = await NodeContainer.StartAsync(InMajorSync + Session(122_000) + LeftMajorSync + flood);
        await using var proxy = EngineProxy.Start();
        await using (var earlier = await FollowedNode.StartAsync(node, null))
        {
            await earlier.SeeAsync(facts => facts.Best == 30_000);
        }

        proxy.Requests.Clear();
        await using var watched = await FollowedNode.StartAsync(node, proxy);
        await watched.SeeAsync(facts => facts.Lines == 30_003);
        Assert.Equal((MajorSync.Left, 122_000u, 30_000u), (watched.Facts.MajorSync, watched.Facts.Session, watched.Facts.Best));
        node.Append(Imported(30_001), life: 1);
        await watched.SeeAsync(facts => facts.Best == 30_001);
        await proxy.GoAwayAsync();
        proxy.ComeBack();
        node.Append(Imported(30_002), life: 1);
        await watched.SeeAsync(facts => facts.Best == 30_002);
        Assert.Equal(30_005, watched.Facts.Lines);
        Assert.Single(proxy.Requests, request => request.Contains("tail=200000", StringComparison.Ordinal));
        Assert.DoesNotContain(proxy.Requests, request => request.Contains("tail=all", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Monitor_FloodOf30000LinesBefore_KnowsTheSyncState()
    {
        var flood = string.Concat(Enumerable.Range(1, 30_000).Select(i => Imported(Head - 30_050 + (uint)i)));
        await using var node = await NodeContainer.StartAsync(Idle(0) + flood);
        await using (var earlier = await FollowedNode.StartAsync(node, null))
        {
            await earlier.SeeAsync(facts => facts.Best == Head - 50);
        }

        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        Assert.Contains("lag 50 ", await monitor.SeeAsync("restarting it: IdleBehind"));
        Assert.Contains(monitor.Lines, line => line.EndsWith("reading the last 200000 lines of it in the background.", StringComparison.Ordinal));
    }

    /// <summary>Only the driver journald may be missing: where the machine has no journal.</summary>
    private static async Task<NodeContainer> StartOrSkipAsync(string log, bool tty, Dictionary<string, string> logConfig, string driver)
    {
        try
        {
            return await NodeContainer.StartAsync(log, tty, logConfig: logConfig, logDriver: driver);
        }
        catch (DockerApiException e) when (driver == "journald")
        {
            Assert.Skip($"this engine has no journal: {e.Message}");
            throw;
        }
    }
}
