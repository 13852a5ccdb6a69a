using System.Diagnostics;
using System.Text.RegularExpressions;
using AlephZeroMonitor.Architecture;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The manifests of deploy/kubernetes. Podman plays the kubelet: it runs the probe of the node's container, and restarts that when it fails.</summary>
public partial class KubernetesTests
{
    private const string Folder = "deploy/kubernetes";
    private const string Mounts = "[{name: usr, mountPath: /usr, readOnly: true}, {name: lib, mountPath: /lib, readOnly: true}, {name: lib64, mountPath: /lib64, readOnly: true}, {name: app, mountPath: /app, readOnly: true}]";

    private static readonly string AllInOne = File.ReadAllText(Path.Combine(Sources.Root, Folder, "all-in-one.yaml"));

    [Fact]
    public async Task Pod_NodeThatStandsStill_IsRestartedByItsProbeAndThenHeld()
    {
        await using var podman = await PodmanService.StartAsync(TestSettings.BusyboxImage, TestSettings.Image);
        await podman.PlayAsync(Pod((await podman.PodmanAsync("--version")).Contains(" 4.3.", StringComparison.Ordinal)));
        await podman.SeeAsync("pod-monitor", "pod: restarting it: FarBehind", probed: "pod-node");
        await podman.SeeAsync("pod-monitor", "pod: restarted in", probed: "pod-node");
        await podman.SeeAsync("pod-monitor", "pod: would restart: FarBehind; held: CoolingDown", probed: "pod-node");
        Assert.True(await podman.ProbeAsync("pod-node"));
        await podman.PodmanAsync("stop", "-t", "1", "pod-monitor");
        Assert.True(await podman.ProbeAsync("pod-node"), "a monitor that is not there restarts nothing");
    }

    [Fact]
    public async Task AllInOne_IsWhatKustomizeMakesOfTheFilesBesideIt()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/kubectl") || File.Exists("/usr/local/bin/kubectl"), "there is no kubectl");
        using var process = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", Path.Combine(Sources.Root, Folder)]) { RedirectStandardOutput = true })!;
        Assert.Equal(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), Comment().Replace(AllInOne, ""));
    }

    [Theory]
    [InlineData("automountServiceAccountToken: false", 1)]
    [InlineData("runAsNonRoot: true", 1)]
    [InlineData("type: RuntimeDefault", 1)]
    [InlineData("allowPrivilegeEscalation: false", 2)]
    [InlineData("            drop:\n            - ALL\n", 2)]
    [InlineData("readOnlyRootFilesystem: true", 1)]
    [InlineData("hostPath", 0)]
    [InlineData("privileged", 0)]
    public void AllInOne_Containers_HaveTheLeastRights(string text, int count) => Assert.Equal(count, AllInOne.Split(text).Length - 1);

    /// <summary>The pod of the manifest. Simulated node and network run with the machine's own .NET and curl.</summary>
    /// <param name="joinsWords">This Podman joins the words of a command without quotes.</param>
    private static string Pod(bool joinsWords)
    {
        var pod = AllInOne.Split("\n  template:\n    ")[1].Split("\n  volumeClaimTemplates:")[0].Replace("\n    ", "\n");

        // Each port is published, which needs a network.
        pod = Ports().Replace($"apiVersion: v1\nkind: Pod\n{pod}\n", "");
        pod = joinsWords ? Probe().Replace(pod, "- '''${first} ${rest}'''\n") : pod;
        var simulator = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "NodeSimulator", "release"));
        (string Old, string New)[] changes =
        [
            ("metadata:\n", "metadata:\n  name: pod\n"),
            ("image: aleph-node:latest\n", $"{Simulated("node --scenario stands-still --after 20 --speed 10 --state /tmp/state")}\n    env: [{{name: PATH, value: '/bin:/usr/bin'}}]\n"),
            ("    volumeMounts:\n    - mountPath: /data\n      name: data\n", $"    volumeMounts: {Mounts}\n"),
            ("  - env:\n", $"  - {Simulated("network --speed 10")}\n    name: network\n    volumeMounts: {Mounts}\n  - env:\n"),
            (
                "      value: probe\n",
                "      value: probe\n" + Variables(("CHECK_INTERVAL", "1"), ("START_GRACE", "0"), ("RPC_URL", "http://127.0.0.1:9955"), ("NODE_METRICS_URL", "http://127.0.0.1:9944"))),
            ("image: alephzero-monitor:latest\n", $"image: {TestSettings.Image}\n    imagePullPolicy: Never\n"),
            ("  volumes:\n", $"  volumes:\n{Folders(("usr", "/usr"), ("lib", "/usr/lib"), ("lib64", "/usr/lib64"), ("app", simulator))}"),
        ];
        foreach (var (old, replacement) in changes)
        {
            Assert.Equal(2, pod.Split(old).Length);
            pod = pod.Replace(old, replacement);
        }

        return pod;
    }

    private static string Simulated(string arguments) =>
        $"image: {TestSettings.BusyboxImage}\n    imagePullPolicy: Never\n    command: [/usr/share/dotnet/dotnet, /app/node-simulator.dll, {arguments.Replace(" ", ", ")}]";

    private static string Variables(params (string Name, string Value)[] all) =>
        string.Concat(all.Select(each => $"    - {{name: {each.Name}, value: '{each.Value}'}}\n"));

    private static string Folders(params (string Name, string Path)[] all) =>
        string.Concat(all.Select(each => $"  - {{name: {each.Name}, hostPath: {{path: '{each.Path}'}}}}\n"));

    [GeneratedRegex(@"^(#.*\n)+")]
    private static partial Regex Comment();

    [GeneratedRegex(@"- (?<first>test .*)\n\s+(?<rest>!= 503)\n")]
    private static partial Regex Probe();

    [GeneratedRegex(@"    ports:\n(    [- ] .*\n)+")]
    private static partial Regex Ports();
}
