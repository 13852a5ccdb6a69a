using System.Text.Json;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Targets.Docker;

public class PeerMonitorTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 12, 12, 0, 0, TimeSpan.Zero);
    private static readonly LabelledNode Node = new("node", new Dictionary<string, string> { ["watch"] = "yes" });
    private static readonly Settings Ours = new() { ContainerNames = ["node"] };

    [Theory]
    [InlineData("healthy", "", nameof(PeerHealth.Healthy))]
    [InlineData("starting", "no node could be looked at for 99 s\n", nameof(PeerHealth.Healthy))]
    [InlineData("unhealthy", "no node could be looked at for 99 s: no socket\n", nameof(PeerHealth.Unhealthy))]
    [InlineData("unhealthy", "no check of other for too long\n", nameof(PeerHealth.ChecksNode))]
    [InlineData("unhealthy", "no check of node for too long\n", nameof(PeerHealth.Unhealthy))]
    [InlineData("unhealthy", "no check of other for too long\nno check of node for too long\n", nameof(PeerHealth.Unhealthy))]
    [InlineData("unhealthy", "no check of other for too long\nno node could be looked at for 99 s\n", nameof(PeerHealth.Unhealthy))]
    [InlineData("unhealthy", "no answer from 127.0.0.1:8080: refused", nameof(PeerHealth.Unhealthy))]
    [InlineData("unhealthy", "Health check exceeded timeout (5s)", nameof(PeerHealth.Unhealthy))]
    public void Of_HealthAsDockerSaysIt_IsRead(string status, string output, string expected)
    {
        var health = $$"""{"Status":"{{status}}","Log":[{"Output":"ok\n"},{"Output":{{JsonSerializer.Serialize(output)}}}]}""";
        Assert.Equal(expected, Of(health: health)?.Health.ToString());
    }

    [Theory]
    [InlineData("""[{"Destination":"/var/run/docker.sock"}]""", true)]
    [InlineData("""[{"Destination":"/data"},{"Destination":"/run/docker.sock"}]""", true)]
    [InlineData("""[{"Destination":"/var/run"}]""", true)]
    [InlineData("""[{"Destination":"/data"}]""", false)]
    [InlineData("[]", false)]
    public void Of_MonitorWithoutTheSocket_DoesNotCount(string mounts, bool counts) => Assert.Equal(counts, Of(mounts: mounts) is not null);

    [Theory]
    [InlineData("CONTAINER_NAME=node", "[]", true)]
    [InlineData("CONTAINER_NAME=other,node", """["watch"]""", true)]
    [InlineData("CONTAINER_NAME=other", "[]", false)]
    [InlineData("WATCH_LABEL=watch=yes", "[]", true)]
    [InlineData("WATCH_LABEL=watch=no", "[]", false)]
    [InlineData("WATCH_LABEL_FILE=/label", "[]", true)]
    [InlineData("WATCH_LABEL=watch=no\",\"CONTAINER_NAME_FILE=/names", "[]", true)]
    [InlineData("CONTAINER_NAME=node\",\"DRY_RUN=true", "[]", false)]
    [InlineData("CONTAINER_NAME=node", """["check"]""", false)]
    public void Of_MonitorThatCannotActOnTheNode_DoesNotCount(string variables, string arguments, bool counts) =>
        Assert.Equal(counts, Of(variables: variables, arguments: arguments) is not null);

    [Theory]
    [InlineData("a:Healthy b:Healthy", "a", true, "a")]
    [InlineData("a:Unhealthy b:Healthy", "b", false, "b")]
    [InlineData("a:Unhealthy b:Healthy", "a", true, "b")]
    [InlineData("a:ChecksNode b:Healthy", "b", true, "b")]
    [InlineData("a:Unhealthy b:Unhealthy", "b", true, "b")]
    [InlineData("a:Unhealthy b:Unhealthy", "b", false, "a")]
    [InlineData("a:ChecksNode b:ChecksNode", "b", true, "a")]
    [InlineData("a:ChecksNode b:ChecksNode", "a", true, "a")]
    [InlineData("a:Unhealthy", null, true, null)]
    [InlineData("a:Healthy", null, true, "a")]
    [InlineData("a:ChecksNode", null, true, "a")]
    public void First_OfSeveral_IsNeverABlindOneForLong(string peers, string? own, bool hasSettled, string? expected)
    {
        var acting = peers.Split(' ').Select((peer, i) => new PeerMonitor(peer[..1], null, Start.AddSeconds(i), Enum.Parse<PeerHealth>(peer[2..]))).ToArray();
        Assert.Equal(expected, PeerMonitor.First(acting, own, hasSettled)?.Id);
    }

    private static PeerMonitor? Of(
        string health = "null", string mounts = """[{"Destination":"/var/run/docker.sock"}]""", string variables = "CONTAINER_NAME=node", string arguments = "[]")
    {
        using var json = JsonDocument.Parse(
            $$"""
            {"Name":"/m","State":{"Running":true,"Paused":false,"StartedAt":"2025-03-12T12:00:00Z","Health":{{health}}},
             "Config":{"Env":["{{variables}}"]},"Args":{{arguments}},"Mounts":{{mounts}}}
            """);
        return PeerMonitor.Of(json.RootElement, "m", Node, Ours, isOwn: false);
    }
}
