using System.Text.RegularExpressions;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Http;
using static AlephZeroMonitor.Commands.VerbRun;

namespace AlephZeroMonitor.Commands;

/// <summary>What each verb prints at 80 columns, as people see it: test/golden/verbs and test/golden/help.</summary>
[Collection(nameof(VerbRun))]
public partial class GoldenVerbTests
{
    private const string Token = "0123456789abcdef";

    [Fact]
    public async Task Help_OfTheProgram_IsAsKept() => Golden.Check("help/alephzero-monitor.txt", Same((await RunAsync("--help")).Output));

    [Theory]
    [MemberData(nameof(CommandLineTests.Verbs), MemberType = typeof(CommandLineTests))]
    public async Task Help_OfAVerb_IsAsKept(string verb) => Golden.Check($"help/{verb}.txt", Same((await RunAsync($"{verb} --help")).Output));

    [Theory]
    [InlineData("status")]
    [InlineData("nodes")]
    [InlineData("nodes -o wide")]
    [InlineData("nodes --json")]
    [InlineData("endpoints")]
    [InlineData("endpoints --json")]
    [InlineData("pause a --for 2h")]
    [InlineData("resume a")]
    [InlineData("resume c")]
    public async Task AskingVerb_ThreeNodes_PrintsAsKept(string arguments)
    {
        await using var server = await Server.StartAsync("a,b,validator-3", change: settings => settings with { ApiToken = Token });
        server.Publish("a", Server.Behind(3));
        server.Publish("b", Server.Behind(101));
        var stopped = Server.Behind(0) with { RunState = RunState.Stopped, Life = null, EndedLife = new NodeLife("c", Server.Now.AddDays(-1)), End = new LifeEnd(Server.Now.AddMinutes(-14), 137, true, false) { IsAskedFor = false, RestartPolicy = "no" } };
        server.Publish("validator-3", stopped);
        await CheckAsync(arguments, ("HTTP_PORT", $"{server.Client.BaseAddress!.Port}"), ("API_TOKEN", Token));
    }

    [Theory]
    [InlineData("history")]
    [InlineData("explain")]
    [InlineData("explain 2025-03-12 08:00:00Z")]
    [InlineData("explain 99")]
    [InlineData("explain #2 -o wide")]
    [InlineData("history --node nope")]
    [InlineData("replay --node nope")]
    [InlineData("replay --set BLOCK_LAG_100=200")]
    [InlineData("history --limit x --json")]
    public async Task HistoryVerb_TwoRestarts_PrintsAsKept(string arguments)
    {
        using var history = new StoreFixture();
        history.Restart(150, RestartEffect.Recovered);
        history.Time.Advance(TimeSpan.FromMinutes(30));
        history.Restart(300, RestartEffect.NoChange);
        history.Time.Advance(TimeSpan.FromMinutes(30));
        history.Decide(5);
        await CheckAsync(arguments, ("DATA_DIR", history.Directory));
    }

    [Fact]
    public void Doctor_Findings_ArePrintedAsKept()
    {
        Finding[] found =
        [
            new(FindingLevel.Ok, "engine", "version 28.2.2, API 1.51, at unix:///var/run/docker.sock"),
            new(FindingLevel.Warning, "node-a", "it gets 10 s to close its database before it is killed", "-e STOP_TIMEOUT=120"),
            new(FindingLevel.Warning, "node-b", "it gets 10 s to close its database before it is killed", "-e STOP_TIMEOUT=120"),
            new(FindingLevel.Error, "node-c", "there is no container of this name; did you mean node-cc?", "set CONTAINER_NAME=node-cc"),
        ];
        var (output, console) = (new StringWriter(), Console.Out);
        Console.SetOut(output);
        DoctorCommand.Write(DoctorReport.Of(found));
        Console.SetOut(console);
        Golden.Check("verbs/doctor.txt", output.ToString());
    }

    private static async Task CheckAsync(string arguments, params IEnumerable<(string Name, string Value)> settings)
    {
        var (exitCode, output, error) = await RunAsync(arguments, [.. settings, ("COLUMNS", "80")]);
        Assert.All(output.Split('\n').Where(_ => !arguments.Contains("json", StringComparison.Ordinal) && !arguments.Contains("wide", StringComparison.Ordinal) && !arguments.StartsWith("explain", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 80));
        Golden.Check($"verbs/{Unusual().Replace(arguments, "_")}.txt", Same($"$ alephzero-monitor {arguments}\n{output}{(error.Length > 0 ? $"[stderr]\n{error}" : "")}[exit code {exitCode}]\n"));
    }

    /// <summary>Without what differs from run to run: the version, a port, and ages that are counted from now.</summary>
    private static string Same(string text) => Port().Replace(Age().Replace(text.Replace(Product.Version, "VERSION", StringComparison.Ordinal).Replace("AlephZeroMonitor.Tests", Product.Name, StringComparison.Ordinal), "AGEd"), "127.0.0.1:PORT");

    [GeneratedRegex(@"\b\d{3}d\b")]
    private static partial Regex Age();

    [GeneratedRegex(@"127\.0\.0\.1:\d{4,5}\b(?!/)")]
    private static partial Regex Port();

    [GeneratedRegex("[^A-Za-z0-9=]+")]
    private static partial Regex Unusual();
}
