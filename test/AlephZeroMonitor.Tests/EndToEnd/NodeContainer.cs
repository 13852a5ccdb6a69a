using System.Diagnostics;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A container on the real engine that prints, in each of its lives, the lines that the test gave it; its log grows as the test appends.</summary>
internal sealed class NodeContainer : IAsyncDisposable
{
    // Life N prints the file N. Process 1 ignores SIGTERM, as the official image's does, so a stop lasts its whole time-out.
    private const string Script =
        "n=$(( $(cat /tmp/life 2>/dev/null || echo 0) + 1 )); echo $n > /tmp/life; touch /logs/$n; exec tail -n +1 -f /logs/$n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("node-").FullName;

    private NodeContainer()
    {
    }

    public static DockerClient Docker { get; } = new DockerClientBuilder().WithEndpoint(new Uri("unix:///var/run/docker.sock")).Build();

    public string Name { get; } = $"node-{Guid.NewGuid():N}"[..20];

    /// <summary>Makes and starts a container.</summary>
    public static async Task<NodeContainer> StartAsync(
        string log, bool tty = false, bool toOutput = false, IDictionary<string, string>? logConfig = null, string logDriver = "json-file", Action<CreateContainerParameters>? change = null)
    {
        var node = new NodeContainer();
        node.Append(log, life: 1);
        await node.CreateAsync(tty, toOutput, logDriver, logConfig, change);
        await node.StartAgainAsync();
        if (log.Length > 0 && logDriver == "json-file" && !tty && change is null)
        {
            await node.HasLoggedAsync();
        }

        return node;
    }

    /// <summary>Makes a container that is not there yet.</summary>
    public static NodeContainer Planned(string log)
    {
        var node = new NodeContainer();
        node.Append(log, life: 1);
        return node;
    }

    public async Task CreateAsync(
        bool tty = false, bool toOutput = false, string logDriver = "json-file", IDictionary<string, string>? logConfig = null, Action<CreateContainerParameters>? change = null)
    {
        var parameters = new CreateContainerParameters
        {
            Name = Name,
            Image = TestSettings.BusyboxImage,
            Cmd = ["sh", "-c", Script + (toOutput ? "" : " >&2")],
            Tty = tty,
            StopTimeout = TimeSpan.FromSeconds(1),
            HostConfig = new HostConfig { Binds = [$"{_folder}:/logs"], LogConfig = new LogConfig { Type = logDriver, Config = logConfig ?? new Dictionary<string, string>() } },
        };
        change?.Invoke(parameters);
        await Docker.Containers.CreateContainerAsync(parameters);
    }

    /// <summary>Adds lines to the log of a life.</summary>
    public void Append(string log, int life) => File.AppendAllText(Path.Combine(_folder, $"{life}"), log);

    public Task StartAgainAsync() => Docker.Containers.StartContainerAsync(Name, new ContainerStartParameters());

    public Task StopAsync() => Docker.Containers.StopContainerAsync(Name, new ContainerStopParameters());

    public Task RestartAsync() => Docker.Containers.RestartContainerAsync(Name, new ContainerRestartParameters());

    /// <summary>Its first life ends by itself: nobody asks the engine for it. Needs root.</summary>
    public async Task CrashAsync(string lastWords)
    {
        Append($"{lastWords}\n", life: 1);
        await HasLoggedAsync(lastWords);
        Process.Start("kill", $"-9 {(await Docker.Containers.InspectContainerAsync(Name)).State!.Pid}").Dispose();
    }

    public Task PauseAsync() => Docker.Containers.PauseContainerAsync(Name);

    public Task RemoveAsync() => Docker.Containers.RemoveContainerAsync(Name, new ContainerRemoveParameters { Force = true });

    public async Task<string> StartedAtAsync() => (await Docker.Containers.InspectContainerAsync(Name)).State!.StartedAt!;

    public async Task<bool> IsRunningAsync() => (await Docker.Containers.InspectContainerAsync(Name)).State!.Running;

    /// <summary>The file in which the engine keeps its log. Needs root.</summary>
    public async Task<string> LogFileAsync()
    {
        Assert.SkipUnless(Environment.UserName == "root", "the engine's files are root's");
        return (await Docker.Containers.InspectContainerAsync(Name)).LogPath!;
    }

    /// <summary>
    /// Waits until its log ends in this text. On a busy machine a container runs for a while before its first line is in its log; what looks at it only
    /// once would find nothing.
    /// </summary>
    public async Task HasLoggedAsync(string text = "", TimeSpan? patience = null)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < (patience ?? Patience); await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            var last = await MonitorContainer.RunDockerAsync($"logs --tail 1 {Name}", withErrors: true);
            if (last.Length > 0 && last.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RemoveAsync();
        }
        catch (DockerContainerNotFoundException)
        {
            // The test removed it.
        }

        Directory.Delete(_folder, recursive: true);
    }
}
