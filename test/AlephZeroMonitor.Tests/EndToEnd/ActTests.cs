using System.Text.Json;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The verbs that have the running monitor act.</summary>
public class ActTests
{
    [Fact]
    public async Task Restart_NodeThatIsWell_IsRestarted()
    {
        await using var node = await NodeContainer.StartAsync(Idle(1));
        var before = await node.StartedAtAsync();
        await using var monitor = await AskedMonitor.StartAsync([node]);
        var (exitCode, output, error) = await monitor.AskAsync("restart");
        Assert.Matches($@"^{node.Name}: restarted in \d+\.\d s", output);
        Assert.Contains("being restarted (Requested)", error);
        Assert.Equal(0, exitCode);
        Assert.NotEqual(before, await node.StartedAtAsync());
    }

    [Fact]
    public async Task Restart_PausedNode_IsHeldUntilItIsResumed()
    {
        await using var node = await NodeContainer.StartAsync(Idle(1));
        var before = await node.StartedAtAsync();
        await using var monitor = await AskedMonitor.StartAsync([node]);
        Assert.Matches($@"^{node.Name}: paused until ", (await monitor.AskAsync($"pause {node.Name} --for 2h")).Output);
        await monitor.Process.CheckThriceAsync();
        Assert.Matches(@"InStep +1  Paused until ", (await monitor.AskAsync("status")).Output);
        var (exitCode, output, _) = await monitor.AskAsync($"restart {node.Name}");
        Assert.Matches($@"^{node.Name}: not restarted: held: Paused until .*; the request was dropped", output);
        Assert.Equal((1, before), (exitCode, await node.StartedAtAsync()));
        Assert.Equal(0, (await monitor.AskAsync("resume")).ExitCode);
        Assert.Equal(0, (await monitor.AskAsync("restart")).ExitCode);
    }

    [Fact]
    public async Task Restart_NodeThatIsHeldAlready_TellsTheHoldThoughNoNewDecisionIsListed()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        await using var monitor = await AskedMonitor.StartAsync([node], AskedMonitor.Token, ("DRY_RUN", "true"));
        var (exitCode, output, _) = await monitor.AskAsync("restart --json");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(1, exitCode);
        var decision = json.RootElement.GetProperty("request").GetProperty("decision");
        Assert.Equal(("FarBehind", "DryRun"), (decision.GetProperty("reason").GetString(), decision.GetProperty("hold").GetString()));
    }

    [Fact]
    public async Task Restart_NodeThatCannotBeJudged_IsNotRestarted()
    {
        await using var node = await NodeContainer.StartAsync(Idle(1));
        await node.StopAsync();
        await using var monitor = await AskedMonitor.StartAsync([node]);
        var (exitCode, output, _) = await monitor.AskAsync("restart");
        Assert.Equal(1, exitCode);
        Assert.Contains($"{node.Name}: not restarted, because it does not run", output);
    }

    [Fact]
    public async Task Action_NameThatIsNotWatchedOrNone_SaysWhichAre()
    {
        await using var first = await NodeContainer.StartAsync(Idle(1));
        await using var second = await NodeContainer.StartAsync(Idle(1));
        await using var monitor = await AskedMonitor.StartAsync([first, second]);
        foreach (var arguments in new[] { "restart", "pause bogus", "resume bogus" })
        {
            var (exitCode, _, error) = await monitor.AskAsync(arguments);
            Assert.Equal(2, exitCode);
            Assert.Contains(first.Name, error);
            Assert.Contains(second.Name, error);
        }
    }

    [Fact]
    public async Task Action_WithoutTheToken_SaysHowToSetIt()
    {
        await using var node = await NodeContainer.StartAsync(Idle(1));
        await using var monitor = await AskedMonitor.StartAsync([node]);
        var (exitCode, _, error) = await monitor.AskAsync("restart", ("API_TOKEN", ""));
        Assert.Equal(2, exitCode);
        Assert.Contains("API_TOKEN_FILE", error);
        Assert.Contains("another API_TOKEN", (await monitor.AskAsync("restart", ("API_TOKEN", "another-token-altogether"))).Error);
    }

    [Fact]
    public async Task Action_MonitorWithoutAToken_SaysSo()
    {
        await using var node = await NodeContainer.StartAsync(Idle(1));
        await using var monitor = await AskedMonitor.StartAsync([node], token: null);
        var (exitCode, _, error) = await monitor.AskAsync("pause", ("API_TOKEN", AskedMonitor.Token));
        Assert.Equal(1, exitCode);
        Assert.Contains("the running monitor has no API_TOKEN", error);
    }

    [Theory]
    [InlineData("0m")]
    [InlineData("1s")]
    [InlineData("61s")]
    [InlineData("2")]
    [InlineData("8d")]
    [InlineData("soon")]
    public async Task Pause_MistakenSpan_SaysWhatItMayBe(string span)
    {
        var (exitCode, _, error) = await BinaryRun.RunAsync($"pause a --for {span}", "", ("API_TOKEN", AskedMonitor.Token));
        Assert.Equal(2, exitCode);
        Assert.Contains("1m to 7d", error);
    }
}
