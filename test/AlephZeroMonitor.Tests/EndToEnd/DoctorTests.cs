using System.Text.Json;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary><c>alephzero-monitor doctor</c>.</summary>
public class DoctorTests
{
    [Fact]
    public async Task Doctor_NodeBehindAShell_SaysHowToStopItGently()
    {
        await using var node = await NodeContainer.StartAsync(Idle(3), change: container => container.Cmd = ["sh", "-c", "sh -c 'cat /logs/1 >&2; sleep 600'; echo end"]);
        await using var endpoint = await Endpoint.StartAsync(Head);
        await new MonitorContainer(node.Name).SeeAsync("Imported"); // not disposed: it is the node
        var (exitCode, output, _) = await RunAsync("doctor", node.Name, endpoint.Url);
        Assert.Contains("API 1.", output);
        Assert.Contains($"best block {Head - 3}", output);
        Assert.Contains("process 1 is sh: unless it passes SIGTERM on, each stop ends in SIGKILL after 1 s", output);
        Assert.Contains("-> -e GRACEFUL_STOP=true -e STOP_TIMEOUT=120", output);
        Assert.DoesNotContain("error ", output);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task Doctor_NothingWorks_FindsIt()
    {
        var (exitCode, output, _) = await RunAsync("doctor --json", "gone", "http://127.0.0.1:1/secret");
        Assert.Equal(1, exitCode);
        using var json = JsonDocument.Parse(output);
        var errors = json.RootElement.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("level").GetString() == "Error").ToArray();
        Assert.Equal(["gone", "endpoint"], errors.Select(finding => finding.GetProperty("subject").GetString()));
        Assert.All(errors, finding => Assert.NotEmpty(finding.GetProperty("mend").GetString()!));
        Assert.DoesNotContain("secret", output);
    }

    [Fact]
    public async Task Doctor_NodeThatIsAskedItself_TellsWhatAnswers()
    {
        await using var node = await NodeContainer.StartAsync(Idle(3));
        await using var endpoint = await Endpoint.StartAsync(Head);
        var (_, output, _) = await BinaryRun.RunAsync(
            "doctor", "", ("CONTAINER_NAME", node.Name), ("RPC_URL", endpoint.Url), ("NODE_RPC_URL", "http://127.0.0.1:1/secret"), ("NODE_METRICS_URL", endpoint.MetricsUrl));
        Assert.Contains($"its metrics: best block {Head}", output);
        Assert.Contains("its RPC: Connection refused", output);
        Assert.Contains("-e NODE_RPC_URL=", output);
        Assert.DoesNotContain("secret", output);
    }

    [Fact]
    public async Task Doctor_EngineThatIsNotThere_SaysSo()
    {
        var (exitCode, output, _) = await BinaryRun.RunAsync("doctor", "", ("CONTAINER_NAME", "node"), ("RPC_URL", "http://127.0.0.1:1"), ("DOCKER_HOST", "unix:///does/not/exist.sock"));
        Assert.Equal(1, exitCode);
        Assert.Contains("there is no /does/not/exist.sock", output);
        Assert.DoesNotContain("doesn't answer", output);
    }

    [Theory]
    [InlineData("--bounding-set=-setuid,-setgid --inh-caps=-all", "error    rights    can't drop root's rights to 1000:")]
    [InlineData("--reuid 1000 --regid 1000 --clear-groups", "error    socket    /var/run/docker.sock belongs to")]
    [InlineData("--reuid 1000 --regid 1000 --groups 4 --inh-caps +net_admin --ambient-caps +net_admin", "doesn't need: capabilities NET_ADMIN; groups 4")]
    public async Task Doctor_StartedWithOtherRights_FindsWhatTheMonitorWouldMeet(string rights, string found)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give up some of its rights");
        var (exitCode, output, _) = await BinaryRun.RunAsAsync(rights, "doctor", ("CONTAINER_NAME", "none"), ("RPC_URL", "http://127.0.0.1:1"));
        Assert.Equal(1, exitCode);
        Assert.Contains(found, output);
    }

    [Fact]
    public async Task Doctor_LogThatCantBeRead_SaysHowToKeepOne()
    {
        await using var node = await NodeContainer.StartAsync("", logDriver: "none");
        await using var endpoint = await Endpoint.StartAsync(Head);
        var (exitCode, output, _) = await RunAsync("doctor", node.Name, endpoint.Url);
        Assert.Equal(1, exitCode);
        Assert.Contains("the log driver \"none\" can't be read back", output);
        Assert.Contains("--log-driver json-file", output);
        Assert.DoesNotContain("its log shows no block", output);
        Assert.DoesNotContain("-l info", output);
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(string verb, string name, string url) =>
        BinaryRun.RunAsync(verb, "", ("CONTAINER_NAME", name), ("RPC_URL", url));
}
