using System.Diagnostics;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary><c>alephzero-monitor check</c>.</summary>
public class CheckTests
{
    [Theory]
    [InlineData(3, 0, "OK: ", "InStep, lag 3")]
    [InlineData(500, 2, "CRITICAL: ", "FarBehind, lag 500")]
    public async Task Check_Node_SaysWhatWouldBeDecidedAndActsOnNothing(uint lag, int exitCode, string begin, string text)
    {
        await using var node = await NodeContainer.StartAsync(Idle(lag));
        await using var endpoint = await Endpoint.StartAsync(Head);
        var before = await node.StartedAtAsync();
        await AssertCheckAsync(endpoint.Url, node.Name, exitCode, begin, text, $"'{node.Name}_lag'={lag};20;100;0");
        Assert.Equal(before, await node.StartedAtAsync());
    }

    [Fact]
    public async Task Check_NodeInMajorSync_IsAWarning()
    {
        await using var node = await NodeContainer.StartAsync(InMajorSync + Behind(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await AssertCheckAsync(endpoint.WsUrl, node.Name, 1, "WARNING: ", "Syncing, lag 50");
    }

    [Fact]
    public async Task Check_EndpointThatIsDown_IsUnknown()
    {
        await using var node = await NodeContainer.StartAsync(Idle(3));
        await AssertCheckAsync("http://127.0.0.1:1", node.Name, 3, "UNKNOWN: ", "HeadUnknown", "=U;20;100;0");
    }

    [Fact]
    public async Task Check_ContainerThatIsMissingBesideOneThatIsWell_IsCritical()
    {
        await using var node = await NodeContainer.StartAsync(Idle(3));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await AssertCheckAsync(endpoint.Url, $"{node.Name},gone", 2, "CRITICAL: ", "InStep", "gone Missing");
    }

    [Fact]
    public async Task Check_WithoutSettings_IsUnknown()
    {
        var (exitCode, _, error) = await BinaryRun.RunAsync("check");
        Assert.Equal(3, exitCode);
        Assert.Contains("CONTAINER_NAME is missing", error);
    }

    [Theory]
    [InlineData("check --json")]
    [InlineData("check node")]
    public async Task Check_MistakenArgument_IsUnknownAndNotCritical(string arguments)
    {
        var (exitCode, _, error) = await BinaryRun.RunAsync(arguments);
        Assert.Equal(3, exitCode);
        Assert.Contains("unknown", error);
    }

    [Theory]
    [InlineData(">/dev/full")]
    [InlineData(">&-")]
    public async Task Check_OutputThatCannotBeWritten_IsUnknownAndNotAWarning(string redirection)
    {
        var start = new ProcessStartInfo("sh") { ArgumentList = { "-c", $"{TestSettings.Binary} check {redirection}" }, RedirectStandardError = true };
        (start.Environment["CONTAINER_NAME"], start.Environment["RPC_URL"], start.Environment["DOCKER_HOST"]) = ("node", "http://127.0.0.1:1", "unix:///no/engine");
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, process.ExitCode);
        Assert.StartsWith("alephzero-monitor: can't write to standard output", error);
    }

    private static async Task AssertCheckAsync(string url, string names, int exitCode, string begin, params IEnumerable<string> texts)
    {
        var (actual, output, error) = await BinaryRun.RunAsync("check", "", ("CONTAINER_NAME", names), ("RPC_URL", url));
        Assert.Equal((exitCode, ""), (actual, error));
        Assert.StartsWith(begin, output);
        Assert.All(texts, text => Assert.Contains(text, output));
        Assert.Single(output.TrimEnd().Split('\n'));
    }
}
