using System.Text.Json;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The verbs that ask the running monitor and change nothing.</summary>
public class AskTests
{
    [Fact]
    public async Task Status_TwoNodes_ShowsAllOnOneScreen()
    {
        await using var well = await NodeContainer.StartAsync(Idle(1));
        await using var ill = await NodeContainer.StartAsync(Idle(500));
        await using var monitor = await AskedMonitor.StartAsync([well, ill], null, ("DRY_RUN", "true"));
        var (exitCode, output, error) = await monitor.AskAsync("status");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches(@"^alephzero-monitor \d+\.\d+\.\d+\S*, up \d+ s, a check every 1 s, dry run\n", output);
        Assert.Matches($@"\n{well.Name}  InStep +1  DryRun +{Head - 1}  {Head} +122000  no +\d+s\n", output);
        Assert.Matches($@"\n{ill.Name}  FarBehind +500  DryRun +{Head - 500}  {Head}", output);
        Assert.Contains("1 of 1 endpoints trusted", output);
        Assert.Contains("No restarts", output);
        Assert.InRange(output.Split('\n').Length, 5, 24);
        Assert.DoesNotContain("\e", output);
    }

    [Fact]
    public async Task Status_AfterARestartWithAnEndpointThatIsDown_ShowsBoth()
    {
        await using var node = await NodeContainer.StartAsync(Idle(500));
        node.Append(Idle(1), life: 2);
        await using var good = await Endpoint.StartAsync(Head);
        await using var monitor = await AskedMonitor.StartAsync([node], null, ("RPC_URL", $"{good.Url},http://127.0.0.1:1/secret"));
        await monitor.Process.SeeAsync("restarted in");
        await monitor.Process.SeeAsync(": InStep");
        var output = (await monitor.AskAsync("status", ("RPC_URL", good.Url))).Output;
        Assert.Contains("1 of 2 endpoints trusted", output);
        Assert.Matches(@"\nhttp://127\.0\.0\.1:1 +Down", output);
        Assert.Matches($@"{node.Name}  FarBehind  500  Restarted", output);
        Assert.Matches($@"\nNODE +REASON +HELPED +NOT KNOWN\n{node.Name}  FarBehind +- +1\n", output);
        Assert.DoesNotContain("secret", output);
        using var json = JsonDocument.Parse((await monitor.AskAsync("status --json")).Output);
        Assert.Equal("Restarted", json.RootElement.GetProperty("restarts")[0].GetProperty("outcome").GetProperty("result").GetString());
        Assert.Equal("Down", json.RootElement.GetProperty("endpoints")[1].GetProperty("state").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("monitor").GetProperty("checkInterval").GetDouble());
    }

    [Fact]
    public async Task NodesAndEndpoints_Asked_AreTablesAndJson()
    {
        await using var node = await NodeContainer.StartAsync(Idle(3));
        await using var monitor = await AskedMonitor.StartAsync([node]);
        Assert.Matches($@"^NODE +REASON +LAG .*\n{node.Name} +InStep +3 ", (await monitor.AskAsync("nodes")).Output);
        Assert.Matches(@"^ENDPOINT +STATE +HEAD .*\nhttp://127.0.0.1:\d+ +Trusted +110000000 ", (await monitor.AskAsync("endpoints")).Output);
        using var nodes = JsonDocument.Parse((await monitor.AskAsync("nodes --json")).Output);
        Assert.Equal(3, nodes.RootElement.GetProperty("nodes")[0].GetProperty("decision").GetProperty("lag").GetInt32());
        using var endpoints = JsonDocument.Parse((await monitor.AskAsync("endpoints --json")).Output);
        Assert.Equal("Trusted", endpoints.RootElement.GetProperty("endpoints")[0].GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("status")]
    [InlineData("nodes --json")]
    [InlineData("endpoints")]
    [InlineData("top")]
    public async Task Verb_NoMonitor_SaysWhatWasTriedAndWhatToDo(string verb)
    {
        var port = AskedMonitor.FreePort();
        var (exitCode, output, error) = await BinaryRun.RunAsync(verb, "", ("HTTP_PORT", $"{port}"), ("http_proxy", "http://127.0.0.1:1"));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains($"no monitor answers at 127.0.0.1:{port}: Connection refused", error);
        Assert.Contains("docker exec", error);
    }

    [Fact]
    public async Task Verb_AnswerThatIsNoMonitors_SaysSo()
    {
        await using var other = await Endpoint.StartAsync(Head);
        var (exitCode, _, error) = await BinaryRun.RunAsync("nodes", "", ("HTTP_PORT", $"{new Uri(other.Url).Port}"));
        Assert.Equal(1, exitCode);
        Assert.Contains("is not a monitor of this version", error);
    }

    [Fact]
    public async Task Verb_HttpPort0_SaysThatThereIsNothingToAsk()
    {
        var (exitCode, _, error) = await BinaryRun.RunAsync("status", "", ("HTTP_PORT", "0"));
        Assert.Equal(2, exitCode);
        Assert.Contains("HTTP_PORT=0", error);
    }
}
