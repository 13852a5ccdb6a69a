using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A target's log as the loop reads it.</summary>
[Collection(nameof(DockerTargetTests))]
public sealed class DockerLogTests : DockerTargetRun
{
    [Fact]
    public async Task ReadLogAsync_Lines_GiveFacts()
    {
        WriteBlocks(1, 50);
        Assert.Equal((50u, null), await ReadAsync());
    }

    [Theory]
    [InlineData(30)]
    [InlineData(1)]
    [InlineData(498)]
    public async Task ReadLogAsync_DamagedRecord_IsReadBehindIt(int damagedAt)
    {
        WriteBlocks(1, 500);
        Docker.DamagedAt = damagedAt;
        Assert.Equal((500u, null), await ReadAsync());
    }

    [Fact]
    public async Task ReadLogAsync_LastRecordDamaged_IsSaid()
    {
        WriteBlocks(1, 500);
        Assert.Equal((500u, null), await ReadAsync());
        WriteBlocks(501, 5);
        Docker.DamagedAt = 504;
        Docker.LogError = "invalid character '\\x00' looking for beginning of value";
        await Target.RefreshLogAsync(Ct);
        var view = await Target.ReadLogAsync(Ct);
        Assert.Equal((NodeFacts.None, LogProblemKind.Damaged), (view.Facts, view.Problem?.Kind));
        Assert.Contains("invalid character", view.Problem!.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefreshLogAsync_LogThatGrowsPastTheTailBetweenTwoReads_IsNotTakenForDamaged()
    {
        WriteBlocks(1, 500);
        Assert.Equal((500u, null), await ReadAsync());
        Time.Advance(TimeSpan.FromHours(5));
        var last = 800;
        WriteBlocks(501, 300);
        Docker.OnLogRead = () => WriteBlocks((last += 300) - 299, last < 2_600 ? 300 : 0);
        await Target.RefreshLogAsync(Ct);
        var view = await ReadWhileTimePassesAsync();
        for (var attempt = 0; attempt < 100 && view.Problem?.Kind == LogProblemKind.Slow; attempt++)
        {
            view = await ReadWhileTimePassesAsync(); // This machine may be slower than the fake clock.
        }

        Assert.Null(view.Problem);
        Assert.True(view.Facts.Best > 1000, $"{view.Facts.Best}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadLogAsync_FileThatIsGone_IsMissing(bool isTerminal)
    {
        Docker.Container["Config"]!["Tty"] = isTerminal;
        Docker.LogError = "open /var/lib/docker/x-json.log: no such file or directory";
        await LookAsync();
        var view = await Target.ReadLogAsync(Ct);
        Assert.Equal(new LogProblem(LogProblemKind.Missing, $"Error grabbing logs: {Docker.LogError}"), view.Problem);
    }

    [Theory]
    [InlineData(500, """{"message":"disk on fire"}""", LogProblemKind.Failed, "disk on fire")]
    [InlineData(403, "<html>", LogProblemKind.Refused, "HTTP 403")]
    [InlineData(501, """{"message":"configured logging driver does not support reading"}""", LogProblemKind.Driver, "configured logging driver does not support reading")]
    public async Task ReadLogAsync_RefusedOrFailed_IsSaid(int status, string body, LogProblemKind kind, string said)
    {
        Docker.Refusals["/logs"] = (status, body);
        await LookAsync();
        var problem = (await Target.ReadLogAsync(Ct)).Problem;
        Assert.Equal((kind, said), (problem!.Kind, problem.Said));
    }

    [Fact]
    public async Task ReadLogAsync_NoAnswer_IsSlow()
    {
        Docker.Refusals["/logs"] = (0, "");
        await LookAsync();
        var view = await ReadWhileTimePassesAsync();
        Assert.Equal((NodeFacts.None, new LogProblem(LogProblemKind.Slow)), (view.Facts, view.Problem));
    }

    [Fact]
    public async Task RefreshLogAsync_PositionRotatedAway_KeepsWhatWasKnown()
    {
        Docker.Log.Add("2025-03-12 12:00:00.000  INFO main aleph-block-sync: No longer in major sync state.");
        WriteBlocks(1, 100);
        await ReadAsync();
        var late = Imported(777);
        lock (Docker.Log)
        {
            // The lines are known by their number; those that were read are replaced.
            for (var i = 0; i < 101; i++)
            {
                Docker.Log[i] = "rotated";
            }

            Docker.Log.AddRange(Enumerable.Repeat(late, 50));
        }

        await Target.RefreshLogAsync(Ct);
        var facts = (await Target.ReadLogAsync(Ct)).Facts;
        Assert.Equal((777u, MajorSync.Left), (facts.Best, facts.MajorSync));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadLogAsync_ManyLines_AreReadDeeperForWhatTheLastOnesLack(bool lastOnesHaveAll)
    {
        string[] facts = [Said("aleph-block-sync: No longer in major sync state."), Said("aleph-party: Running session 7.")];
        lock (Docker.Log)
        {
            Docker.Log.AddRange([Said("sc_cli::runner: 📋 Chain specification: Aleph Zero"), .. lastOnesHaveAll ? [] : facts]);
            WriteBlocks(1, 25_000);
            Docker.Log.AddRange(lastOnesHaveAll ? facts : []);
        }

        await ReadAsync();
        await AdvanceUntilAsync(() => Docker.Requests.Any(request => request.Contains("until=", StringComparison.Ordinal)));

        // The log's begin has ten seconds to be read, on any machine: so none of them pass.
        var (moments, seen) = (0, NodeFacts.None);
        for (; moments < 500 && seen.ChainName is null; moments++)
        {
            await Task.Delay(20, Ct);
            seen = (await Target.ReadLogAsync(Ct)).Facts;
        }

        for (moments = 0; moments < 20 || (moments < 200 && (seen.ChainName, seen.MajorSync) != ("Aleph Zero", MajorSync.Left)); moments++)
        {
            seen = (await ReadWhileTimePassesAsync()).Facts;
            await Task.Delay(30, Ct);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(("Aleph Zero", MajorSync.Left, 7u), (seen.ChainName, seen.MajorSync, seen.Session));
        Assert.Equal(!lastOnesHaveAll, Docker.Requests.Any(request => request.Contains("tail=200000", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(404, LogProblemKind.Slow)]
    [InlineData(409, LogProblemKind.Failed)]
    public async Task ReadLogAsync_DockerGivesNoLogOfARunningNode_IsAProblemAndNotALogWithoutBlocks(int status, LogProblemKind kind)
    {
        Docker.Refusals["/logs"] = (status, """{"message":"No such container: node"}""");
        Assert.Equal(kind, (await ReadAsync()).Problem?.Kind);
    }

    [Theory]
    [InlineData("tail=200000")]
    [InlineData("until=")]
    public async Task ReadLogAsync_DeeperReadThatFailsOnce_IsTriedAgainWithoutABreak(string part)
    {
        lock (Docker.Log)
        {
            Docker.Log.AddRange([Said("sc_cli::runner: 📋 Chain specification: Aleph Zero"), Said("aleph-block-sync: No longer in major sync state.")]);
            WriteBlocks(1, 25_000);
        }

        Docker.Refusals[part] = (500, "");
        await ReadAsync();
        await AdvanceUntilAsync(() => Docker.Requests.Any(request => request.Contains(part, StringComparison.Ordinal)));
        Docker.Refusals.Clear();
        var before = Docker.Requests.Count(request => request.Contains(part, StringComparison.Ordinal));
        await AdvanceUntilAsync(() => Docker.Requests.Count(request => request.Contains(part, StringComparison.Ordinal)) > before);
    }

    private static string Said(string message) => $"2025-03-12 12:00:00.000  INFO main {message}";

    private async Task<(uint? Best, LogProblem? Problem)> ReadAsync()
    {
        await LookAsync();
        var view = await Target.ReadLogAsync(Ct);
        return (view.Facts.Best, view.Problem);
    }

    /// <summary>Between two connections the follower waits, and whoever reads waits for it.</summary>
    private async Task<LogView> ReadWhileTimePassesAsync()
    {
        var reading = Target.ReadLogAsync(Ct).AsTask();
        await AdvanceUntilAsync(() => reading.IsCompleted);
        return await reading;
    }

    private static string Imported(int block) => $"2025-03-12 12:00:00.000  INFO main substrate: ✨ Imported #{block} (0x366e…3605)";

    private void WriteBlocks(int first, int count)
    {
        lock (Docker.Log)
        {
            Docker.Log.AddRange(Enumerable.Range(first, count).Select(Imported));
        }
    }

    private async Task AdvanceUntilAsync(Func<bool> isSo)
    {
        for (var attempt = 0; !isSo(); attempt++)
        {
            Assert.True(attempt < 1000, "it did not happen");
            await Task.Delay(10, Ct);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task ReadLastMinuteAsync_LogThatCannotBeRead_IsEmpty()
    {
        Docker.Refusals["/logs"] = (500, "");
        Assert.Equal("", await Target.ReadLastMinuteAsync(Life, TestContext.Current.CancellationToken));
    }
}
