using System.Text.Json;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.History;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Http;
using AlephZeroMonitor.Watching;
using static AlephZeroMonitor.Commands.VerbRun;

namespace AlephZeroMonitor.Commands;

/// <summary>What verbs do without Docker.</summary>
[Collection(nameof(VerbRun))]
public class VerbTests
{
    private const string Token = "0123456789abcdef";

    [Theory]
    [InlineData("history")]
    [InlineData("explain")]
    [InlineData("replay")]
    public async Task HistoryVerb_NoHistory_SaysWhereItWasLookedFor(string verb)
    {
        var (exitCode, output, error) = await RunAsync(verb, ("DATA_DIR", "/no/such/folder"));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("alephzero-monitor: there is no history: no file /no/such/folder/history.db", error);
    }

    [Theory]
    [InlineData("history --limit 1", 0, "2025-03-12 08:00:00Z  node  Tolerated   50\n")]
    [InlineData("explain 1", 0, "#1 node at 2025-03-12 08:00:00Z: restart: FarBehind\nWhy:")]
    [InlineData("explain 7", 1, "")]
    [InlineData("replay", 0, "replayed 2 decisions: no difference")]
    [InlineData("replay --set BLOCK_LAG_100=200", 0, "BLOCK_LAG_100=200: 1 of 1 restarts avoided")]
    [InlineData("replay --set CHECK_INTERVAL=5", 2, "")]
    [InlineData("replay --set BLOCK_LAG_100", 2, "")]
    [InlineData("replay --since 1d", 0, "replayed 0 decisions")]
    public async Task HistoryVerb_SavedDecisions_ReadsThem(string arguments, int expected, string text)
    {
        using var history = new StoreFixture();
        history.Decide(150);
        history.Decide(50);
        var (exitCode, output, error) = await RunAsync(arguments, ("DATA_DIR", history.Directory));
        Assert.Equal((expected, expected == 0), (exitCode, error.Length == 0));
        Assert.Contains(text, output);
    }

    [Theory]
    [InlineData("history --json", "decisions")]
    [InlineData("explain --json", "explanation")]
    [InlineData("replay --json", "different")]
    public async Task HistoryVerb_Json_IsAnObject(string arguments, string member)
    {
        using var history = new StoreFixture();
        history.Decide(150);
        using var json = JsonDocument.Parse((await RunAsync(arguments, ("DATA_DIR", history.Directory))).Output);
        Assert.True(json.RootElement.TryGetProperty(member, out _));
    }

    [Theory]
    [InlineData("status", "1 of")]
    [InlineData("nodes", "FarBehind")]
    [InlineData("top", "FarBehind")]
    [InlineData("endpoints", "ENDPOINT")]
    public async Task AskingVerb_RunningMonitor_ShowsWhatItAnswers(string verb, string text)
    {
        await using var server = await Server.StartAsync();
        server.Publish("a", Server.Behind(101));
        var (exitCode, output, error) = await AskAsync(server, verb);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(text, output.Replace("0 of", "1 of", StringComparison.Ordinal));
        using var json = JsonDocument.Parse((await AskAsync(server, $"{verb} --json")).Output);
        Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("nodes")]
    [InlineData("endpoints")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("restart")]
    public async Task AskingVerb_NoMonitor_SaysSo(string verb)
    {
        var (exitCode, output, error) = await RunAsync(verb, ("HTTP_PORT", "1"), ("API_TOKEN", Token));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("alephzero-monitor: no monitor answers at 127.0.0.1:1: ", error);
    }

    [Theory]
    [InlineData("status", "HTTP_PORT=0", "HTTP_PORT", "0")]
    [InlineData("restart", "actions need API_TOKEN", "HTTP_PORT", "1")]
    public async Task AskingVerb_SettingThatItNeeds_IsNamed(string verb, string text, string name, string value)
    {
        var (exitCode, _, error) = await RunAsync(verb, (name, value));
        Assert.Equal(2, exitCode);
        Assert.Contains(text, error);
    }

    [Fact]
    public async Task Pause_Node_IsPausedUntilResumed()
    {
        await using var server = await Server.StartAsync("a,b", change: settings => settings with { ApiToken = Token });
        Assert.StartsWith("a: paused until 10:00:00Z", (await ActAsync(server, "pause a --for 2h")).Output);
        Assert.StartsWith("b: paused until 09:00:00Z", (await ActAsync(server, "pause b")).Output);
        Assert.Contains("\"pausedUntil\": null", (await ActAsync(server, "resume a --json")).Output);
        Assert.Equal(
            [(OperatorActionKind.Resume, null), (OperatorActionKind.Pause, 60.0), (OperatorActionKind.Pause, 120.0)],
            server.History.Requests(null, 10).Select(request => (request.Action.Kind, request.Action.Length?.TotalMinutes)));
    }

    [Theory]
    [InlineData("pause", "say which node: a, b")]
    [InlineData("restart c", "no node \"c\" is watched; watched: a, b")]
    public async Task ActingVerb_NodeThatIsNotClear_NamesThem(string arguments, string text)
    {
        await using var server = await Server.StartAsync("a,b", change: settings => settings with { ApiToken = Token });
        var (exitCode, _, error) = await ActAsync(server, arguments);
        Assert.Equal((2, $"alephzero-monitor: {text}"), (exitCode, error.TrimEnd()));
    }

    [Fact]
    public async Task Healthcheck_WithoutHttp_IsHealthy() => Assert.Equal(0, (await RunAsync("healthcheck", ("CONTAINER_NAME", "a"), ("HTTP_PORT", "0"), ("DATA_DIR", "/no/such/folder"))).ExitCode);

    [Theory]
    [InlineData("ok", 0, 0)]
    [InlineData("ok", 120, 1)]
    [InlineData("no check of a for too long\n", 0, 1)]
    public async Task Healthcheck_WithoutHttp_IsTheHeartbeat(string text, int secondsAgo, int expected)
    {
        var folder = Directory.CreateTempSubdirectory("heartbeat-");
        var path = Path.Combine(folder.FullName, HeartbeatFile.Name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-secondsAgo));
        var (exitCode, output, _) = await RunAsync("healthcheck", ("CONTAINER_NAME", "a"), ("HTTP_PORT", "0"), ("DATA_DIR", folder.FullName));
        Assert.Equal((expected, expected == 0), (exitCode, output == "ok\n"));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Healthcheck_NoAnswer_IsNot()
    {
        var (exitCode, output, _) = await RunAsync("healthcheck", ("CONTAINER_NAME", "a"), ("HTTP_PORT", "1"));
        Assert.Equal(1, exitCode);
        Assert.StartsWith("no answer from 127.0.0.1:1", output);
    }

    [Fact]
    public async Task Check_NoDocker_IsUnknown()
    {
        var (exitCode, output, _) = await RunAsync("check", ("CONTAINER_NAME", "a"), ("DOCKER_HOST", "unix:///no such/docker.sock"), ("RPC_URL", "http://127.0.0.1:1"));
        Assert.Equal(3, exitCode);
        Assert.StartsWith($"UNKNOWN: a {nameof(Reason.Unreachable)}", output);
    }

    [Fact]
    public async Task Doctor_NoDocker_SaysWhatIsMissingAndHowToMendIt()
    {
        (string, string)[] settings = [("CONTAINER_NAME", "a"), ("CONTAINER_NAMES", "a"), ("DOCKER_HOST", "unix:///no such/docker.sock"), ("RPC_URL", "http://127.0.0.1:1"), ("DATA_DIR", Path.GetTempPath())];
        var (exitCode, output, _) = await RunAsync("doctor", settings);
        Assert.Equal(1, exitCode);
        Assert.Contains("there is no /no such/docker.sock", output);
        Assert.Contains("-> docker run -v /var/run/docker.sock:/no such/docker.sock", output);
        Assert.Contains("did you mean CONTAINER_NAME?", output);
        Assert.DoesNotContain("doesn't answer", output);
        using var json = JsonDocument.Parse((await RunAsync("doctor --json", settings)).Output);
        Assert.Equal(["settings", "rights", "socket", "data", "endpoint"], json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task Facts_NoFile_SaysSo()
    {
        var (exitCode, _, error) = await RunAsync("facts /no/such/file");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("alephzero-monitor: can't read /no/such/file: ", error);
    }

    [Theory]
    [InlineData("bash", "complete -F _alephzero_monitor")]
    [InlineData("zsh", "compdef _alephzero_monitor")]
    public async Task Completion_Shell_GetsItsScript(string shell, string text) => Assert.Contains(text, (await RunAsync($"completion {shell}")).Output);

    private static Task<(int ExitCode, string Output, string Error)> AskAsync(Server server, string arguments) =>
        RunAsync(arguments, ("HTTP_PORT", $"{server.Client.BaseAddress!.Port}"));

    private static Task<(int ExitCode, string Output, string Error)> ActAsync(Server server, string arguments) =>
        RunAsync(arguments, ("HTTP_PORT", $"{server.Client.BaseAddress!.Port}"), ("API_TOKEN", Token));
}
