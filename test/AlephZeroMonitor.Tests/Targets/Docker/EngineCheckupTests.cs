using System.Text.Json;
using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>What `doctor` says of the monitor's own container.</summary>
public class EngineCheckupTests
{
    private const string Anonymous = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("unless-stopped", "alephzero-monitor", 0)]
    [InlineData("no", "alephzero-monitor", 1)]
    [InlineData("on-failure", "alephzero-monitor", 1)]
    [InlineData("", "alephzero-monitor", 1)]
    [InlineData("always", Anonymous, 1)]
    [InlineData("no", Anonymous, 2)]
    public void OwnFindings_PolicyAndVolume_WarnsOfWhatWouldBeLost(string policy, string volume, int warnings) => Assert.Equal(
        warnings,
        Find($$"""{"RestartPolicy":{"Name":"{{policy}}"} }""", $$"""[{"Destination":"/var/run/docker.sock"},{"Destination":"/data","Name":"{{volume}}"}]""").Count(finding => finding.Level == FindingLevel.Warning));

    [Fact]
    public void OwnFindings_NoVolume_SaysWhatToAdd() =>
        Assert.Equal("docker run -v alephzero-monitor:/data …", Find("""{"RestartPolicy":{"Name":"always"}}""", "[]").Last().Mend);

    [Fact]
    public void OwnFindings_NothingStartsItAgain_NamesItsContainer() =>
        Assert.Equal("docker update --restart unless-stopped watcher", Find("{}", "[]").First().Mend);

    [Theory]
    [InlineData("""{"AutoRemove":true}""", "{}")]
    [InlineData("{}", """{"PODMAN_SYSTEMD_UNIT":"alephzero-monitor.service"}""")]
    [InlineData("{}", """{"com.docker.swarm.service.name":"monitor","com.docker.swarm.task.name":"monitor.1.abc"}""")]
    public void OwnFindings_OthersKeepIt_AreNone(string host, string labels) => Assert.Empty(Find(host, "[]", labels));

    private static Finding[] Find(string host, string mounts, string labels = "{}") =>
        [.. EngineCheckup.OwnFindings(JsonDocument.Parse($$"""{"Name":"/watcher","HostConfig":{{host}},"Config":{"Labels":{{labels}} },"Mounts":{{mounts}}}""").RootElement, "/data")];
}
