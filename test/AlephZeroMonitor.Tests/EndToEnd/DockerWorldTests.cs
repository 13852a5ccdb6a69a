using System.Net.Security;
using System.Text.Json.Nodes;
using AlephZeroMonitor.Targets.Docker;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Engines, and proxies before them, that are slow, odd, or reached by TLS.</summary>
public class DockerWorldTests
{
    [Fact]
    public async Task Monitor_LogReadsThatTakeSixSeconds_AreWaitedForAndTheNodeIsRescued()
    {
        await using var scene = await ProxiedMonitor.StartAsync(50, treat: request =>
            request.Contains("/logs", StringComparison.Ordinal) ? new Treatment { Delay = TimeSpan.FromSeconds(6) } : null);
        await scene.Monitor.SeeAsync("restarting it: IdleBehind");
    }

    [Fact]
    public async Task Monitor_SyncStateRotatedAway_IsNotForgottenByTheReadBeforeARestart()
    {
        await using var node = await NodeContainer.StartAsync(Idle(15), logConfig: new Dictionary<string, string> { ["max-size"] = "20k", ["max-file"] = "1" });
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var monitor = MonitorProcess.Watch(node, endpoint);
        await monitor.SeeAsync(": InStep");
        for (var i = 0; i < 10; i++)
        {
            node.Append(string.Concat(Enumerable.Repeat(Behind(10), 30)), life: 1);
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }

        endpoint.Head += 40;
        await monitor.SeeAsync("restarting it: IdleBehind");
    }

    [Fact]
    public async Task Monitor_InspectAnswerWithOddValues_NeedsOnlyWhatItReads()
    {
        var isUnread = true;
        await using var scene = await ProxiedMonitor.StartAsync(5, treat: request =>
            request.Contains("/containers/node-", StringComparison.Ordinal) && request.Contains("/json", StringComparison.Ordinal) ? new Treatment { Change = Change } : null);
        await scene.Monitor.SeeAsync(": InStep");
        isUnread = false;
        Assert.Contains("/json: Id is missing", await scene.Monitor.SeeAsync(": Unreachable (GET /containers/"));
        var (exitCode, _, _) = await BinaryRun.RunAsync(
            "check", "", ("CONTAINER_NAME", scene.Node.Name), ("RPC_URL", scene.Endpoint.Url), ("DOCKER_HOST", scene.Engine.Url));
        Assert.Equal(3, exitCode);

        string Change(string body)
        {
            var container = JsonNode.Parse(body)!.AsObject();
            foreach (var name in new[] { "Created", "Args", "Mounts", "NetworkSettings", "GraphDriver", "SizeRw" })
            {
                container[name] = 7;
            }

            container["HostConfig"]!["CpuShares"] = "many";
            container["Config"]!["ExposedPorts"] = "none";
            container["Id"] = isUnread ? container["Id"]!.DeepClone() : null;
            return container.ToJsonString();
        }
    }

    [Fact]
    public async Task Monitor_EngineByTls_NeedsItsCertificates()
    {
        var folder = Directory.CreateTempSubdirectory("certs-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        using var authority = TestCertificates.Authority("docker authority");
        TestCertificates.Write(folder, authority, authority);
        await using var engine = EngineProxy.Start(FreePort.Find(), new SslServerAuthenticationOptions
        {
            ServerCertificate = TestCertificates.Issue(authority, "docker server"),
            ClientCertificateRequired = true,
            AllowTlsResume = false,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Issuer == authority.Subject,
        });
        await using var node = await NodeContainer.StartAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using (var without = MonitorProcess.Watch(node, endpoint, ("DOCKER_HOST", engine.Url)))
        {
            await without.SeeAsync(": Unreachable");
        }

        await using var monitor = MonitorProcess.Watch(node, endpoint, ("DOCKER_HOST", engine.Url), ("DOCKER_TLS_VERIFY", "1"), ("DOCKER_CERT_PATH", folder));
        await monitor.SeeAsync("restarting it: IdleBehind");
        Directory.Delete(folder, recursive: true);
    }
}
