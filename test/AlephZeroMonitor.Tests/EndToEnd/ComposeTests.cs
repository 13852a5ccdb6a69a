using System.Security.Cryptography;
using System.Text;
using AlephZeroMonitor.Architecture;
using AlephZeroMonitor.Targets.Docker;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The compose files of deploy/compose, as people start them, with the images of the test.</summary>
public class ComposeTests
{
    private const string World =
        """
        services:
          network: {image: "${SIMULATOR_IMAGE}", command: network --speed 5}
          node: {command: node --scenario falls-behind --after 20 --speed 5 --network http://network:9955}
          monitor: {environment: {CHECK_INTERVAL: 5, START_GRACE: 0}}
        """;

    [Fact]
    public async Task Compose_NodeThatFallsBehind_IsRestartedThroughTheProxyThatAllowsNoMore()
    {
        await using var stack = await ComposeStack.UpAsync("compose.yaml", World);
        await stack.SeeAsync($"{stack.Name}: restarted in");
        var containers = $"/v1.41/containers/{stack.Name}";
        Assert.Contains("200", await AskProxyAsync(stack, "GET", $"{containers}/json"));
        Assert.Contains("403", await AskProxyAsync(stack, "DELETE", containers));
        Assert.Contains("403", await AskProxyAsync(stack, "POST", $"{containers}/stop"));
        Assert.Contains("403", await AskProxyAsync(stack, "POST", "/v1.41/containers/create"));
        Assert.Contains("403", await AskProxyAsync(stack, "POST", $"{containers}/exec", """{"Cmd":["id"]}"""));
        Assert.Contains("403", await AskProxyAsync(stack, "GET", $"{containers}/archive?path=/"));
    }

    [Fact]
    public async Task ProxyConfiguration_CommandThatItAllows_IsTheMonitors() =>
        Assert.Contains(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(GracefulStop.Command))),
            await File.ReadAllTextAsync(Path.Combine(Sources.Root, "deploy/compose/docker-proxy.cfg"), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Demo_Started_RescuesItsNode()
    {
        await using var stack = await ComposeStack.UpAsync("demo.yaml", "services: {node: {command: node --scenario falls-behind --after 20 --speed 5 --network http://network:9955}}");
        await stack.SeeAsync($"{stack.Name}: restarted in");
    }

    /// <summary>The status line of its answer.</summary>
    private static async Task<string> AskProxyAsync(ComposeStack stack, string method, string path, string body = "")
    {
        var request = $"{method} {path} HTTP/1.1\r\nHost: docker\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        var (_, output, _) = await BinaryRun.RunProgramAsync("docker", $"run --rm -i --network {stack.Network} {TestSettings.BusyboxImage} nc docker-proxy 2375", request, []);
        return output.Split('\r')[0];
    }
}
