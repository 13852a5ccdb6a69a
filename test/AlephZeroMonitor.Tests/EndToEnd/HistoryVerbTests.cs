using System.Diagnostics;
using System.Text.Json;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Memory;
using AlephZeroMonitor.History;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The verbs that read the history, in a process of their own, beside one that has it open for writing.</summary>
public sealed class HistoryVerbTests : IDisposable
{
    private readonly StoreFixture _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public async Task History_BesideTheWriter_ShowsRestartsSharesAndDecisions()
    {
        _history.Restart(150, RestartEffect.Recovered);
        _history.Restart(300, RestartEffect.NoChange);
        var (exitCode, output, _) = await RunAsync("history");
        Assert.Equal(0, exitCode);
        Assert.Contains("node  FarBehind  150  Restarted  3.0 s  Recovered in 4m0s", output);
        Assert.Contains("node  FarBehind  1 of 2", output);
        Assert.Contains("  #2  ", output);
    }

    [Fact]
    public async Task History_JsonOfOneNode_HasItsRowsAlone()
    {
        _history.Restart(150, RestartEffect.Recovered, "a");
        _history.Restart(150, null, "b");
        using var json = JsonDocument.Parse((await RunAsync("history --node a --json")).Output);
        var restart = Assert.Single(json.RootElement.GetProperty("restarts").EnumerateArray());
        Assert.Equal(("a", "Recovered"), (restart.GetProperty("node").GetString(), restart.GetProperty("effect").GetString()));
        Assert.Single(json.RootElement.GetProperty("decisions").EnumerateArray());
    }

    [Fact]
    public async Task Explain_Restart_NamesRuleHoldsEvidenceAndWhatWouldChangeIt()
    {
        var (id, _) = _history.Decide(150);
        var (exitCode, output, _) = await RunAsync($"explain {id}");
        Assert.Equal(0, exitCode);
        Assert.Contains("lag 150 > 100 (BLOCK_LAG_100)", output);
        Assert.Contains("none held (-o wide shows each)", output);
        Assert.Contains("Node's best block: 1000", output);
        Assert.Contains("with BLOCK_LAG_100=150: Tolerated", output);
        Assert.Equal(output, (await RunAsync("explain")).Output);
        Assert.Equal(output, (await RunAsync("explain node")).Output);
        Assert.Equal(output, (await RunAsync("explain 2025-03-12T09:00:00Z")).Output);
    }

    [Fact]
    public async Task Explain_HeldRestart_NamesTheHoldThatHeld()
    {
        _history.Decide(150, new Policy { DryRun = true });
        var (_, output, _) = await RunAsync("explain");
        Assert.Contains("DryRun: held", output);
        Assert.Contains("with DRY_RUN=false: restart: FarBehind", output);
    }

    [Fact]
    public async Task Replay_AsSaved_SaysSoAndWhatOtherSettingsWouldSpare()
    {
        _history.Decide(150);
        _history.Decide(250);
        _history.Decide(50);
        var (exitCode, output, _) = await RunAsync("replay --set BLOCK_LAG_100=200");
        Assert.Equal(0, exitCode);
        Assert.Contains("replayed 3 decisions: no difference", output);
        Assert.Contains("BLOCK_LAG_100=200: 1 of 2 restarts avoided, 0 added", output);
        Assert.Contains("#1 node: FarBehind, lag 150 -> Tolerated", output);
    }

    [Fact]
    public async Task Replay_HeldRestart_SaysThatItWouldHappenWithOtherSettings()
    {
        _history.Decide(150, new Policy { DryRun = true });
        var (_, output, _) = await RunAsync("replay --set DRY_RUN=false");
        Assert.Contains("0 of 0 restarts avoided, 1 added", output);
        Assert.Contains("#1 node: FarBehind, held: DryRun, lag 150 -> restart: FarBehind", output);
    }

    [Fact]
    public async Task Replay_DecisionThatIsNotAsSaved_IsNamedWithCode1()
    {
        var policy = new Policy();
        var seen = _history.Behind(150);
        var decision = Watchdog.Decide(NodeState.Initial, seen, policy).Decision;
        _history.Store.SaveDecision("node", NodeState.Initial, seen, policy, decision with { Lag = 7 });
        var (exitCode, output, _) = await RunAsync("replay");
        Assert.Equal(1, exitCode);
        Assert.Contains("lag: 7 -> 150", output);
    }

    [Theory]
    [InlineData("replay --set BLOCK_LAG_100")]
    [InlineData("replay --set BLOCK_LAG_100=many")]
    [InlineData("replay --set CHECK_INTERVAL=5")]
    [InlineData("replay --since yesterday")]
    [InlineData("history --since 24")]
    [InlineData("history --limit 0")]
    public async Task Verb_MistakenOption_SaysSoWithCode2(string arguments)
    {
        _history.Decide(150);
        var (exitCode, _, error) = await RunAsync(arguments);
        Assert.Equal(2, exitCode);
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("explain")]
    [InlineData("replay")]
    public async Task Verb_NoHistory_SaysSoWithCode1(string arguments)
    {
        var (exitCode, _, error) = await RunAsync(arguments);
        Assert.Equal(1, exitCode);
        Assert.Contains("there is no history", error);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("explain")]
    [InlineData("replay")]
    public async Task Verb_DataDirThatIsNoAbsolutePath_SaysSoWithCode2AndReadsNoOther(string arguments)
    {
        var (exitCode, output, error) = await BinaryRun.RunAsync(arguments, "", ("DATA_DIR", "data"));
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("DATA_DIR=\"data\": must be an absolute path", error);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("explain")]
    [InlineData("replay")]
    public async Task Verb_EmptyFile_SaysInALineThatItHoldsNoHistoryWithCode1(string arguments)
    {
        File.WriteAllText(_history.Path, "");
        await AssertUnreadableAsync(arguments, "it holds no history");
    }

    [Theory]
    [InlineData("history")]
    [InlineData("explain")]
    [InlineData("replay")]
    public async Task Verb_FileDamagedInTheMiddle_SaysSoInALineWithCode1(string arguments)
    {
        for (var i = 0; i < 50; i++)
        {
            _history.Restart(150, null);
        }

        _history.Close();
        using (var file = File.OpenWrite(_history.Path))
        {
            file.Position = 3 * 4096;
            file.Write(Enumerable.Repeat((byte)0xAB, 3 * 4096).ToArray());
        }

        await AssertUnreadableAsync(arguments, "");
    }

    private async Task AssertUnreadableAsync(string arguments, string why)
    {
        var (exitCode, output, error) = await RunAsync(arguments);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith($"alephzero-monitor: the history in {_history.Path} can't be read: {why}", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string arguments)
    {
        var start = new ProcessStartInfo(TestSettings.Binary, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["DATA_DIR"] = _history.Directory;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
