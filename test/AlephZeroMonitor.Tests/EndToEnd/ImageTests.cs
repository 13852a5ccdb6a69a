using System.Diagnostics;
using System.Text.RegularExpressions;
using AlephZeroMonitor.Projections.Notifications;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>The image, run as README says.</summary>
public partial class ImageTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "README.md"));

    [Fact]
    public async Task Image_RunByReadmesMinimalLine_WatchesWithoutRootsRights()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        var line = MinimalRun().Match(Readme).Value;
        Assert.NotEmpty(line);
        await using var monitor = await RunAsync(line.Replace("my-node", node.Name, StringComparison.Ordinal));
        await monitor.SeeAsync("Watching " + node.Name);
        var inspected = await NodeContainer.Docker.Containers.InspectContainerAsync(monitor.Name, TestContext.Current.CancellationToken);
        ProcessRights.AssertDropped(inspected.State!.Pid, 1000, SocketGroup.Id);
        await monitor.SeeAsync("HeadUnknown"); // no way to the public endpoint from here
        Assert.Equal("ok\n", await RunDockerAsync($"exec {monitor.Name} alephzero-monitor healthcheck"));
    }

    [Fact]
    public async Task Image_ExecWithTheVerbForgotten_StartsNoSecondMonitor()
    {
        await using var node = await NodeContainer.StartAsync(Idle(5));
        await using var monitor = await RunAsync(MinimalRun().Match(Readme).Value.Replace("my-node", node.Name, StringComparison.Ordinal));
        await monitor.SeeAsync("Watching " + node.Name);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunDockerAsync($"exec {monitor.Name} alephzero-monitor"));
        Assert.Contains("is running already (process 1 on ", failure.Message);
        Assert.Contains("status, nodes, top, check or doctor", failure.Message);
    }

    [Fact]
    public async Task Image_RunByReadmesHardenedLine_RescuesANode()
    {
        await using var node = await NodeContainer.StartAsync(Idle(50));
        await using var endpoint = await Endpoint.StartAsync(Head);
        var line = Regex.Match(Readme, @"docker run -d --restart[^\n]*\\\n(.*\\\n)*.*").Value.Replace("\\\n", " ", StringComparison.Ordinal);
        Assert.NotEmpty(line);
        await using var monitor = await RunAsync(line.Replace("my-node", node.Name, StringComparison.Ordinal)
            .Replace("-e STOP_TIMEOUT=120", $"-e STOP_TIMEOUT=1 -e HTTP_PORT=0 --network host -e RPC_URL={endpoint.Url} -e NOTIFY_URL=generic+http://127.0.0.1:9", StringComparison.Ordinal));
        await monitor.SeeAsync("restarted in");
        foreach (var verb in new[] { "explain", "history", "replay", "notify list" })
        {
            Assert.NotEqual("", await RunDockerAsync($"exec {monitor.Name} alephzero-monitor {verb}"));
        }
    }

    [Fact]
    public async Task Check_GroupSetWrongly_SaysWhatTheWatchWouldSay()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunDockerAsync(
            $"run --rm -e MONITOR_GID=54321 -e CONTAINER_NAME=none -v /var/run/docker.sock:/var/run/docker.sock {TestSettings.Image} check"));
        Assert.Contains($"Set MONITOR_GID={SocketGroup.Id}", failure.Message);
    }

    [Theory]
    [InlineData("", false)] // the image's own folder belongs to the user, though not to the socket's group
    [InlineData("-e MONITOR_UID=4321", true)]
    public async Task Image_WithoutTheRightToGiveFilesAway_WarnsOnlyOfAFolderItCantUse(string setting, bool warns)
    {
        var volume = $"monitor-{Guid.NewGuid():N}"[..20];
        await using (var monitor = await RunAsync($"docker run -d --read-only --cap-drop ALL --cap-add SETUID --cap-add SETGID -e CONTAINER_NAME=none {setting} "
            + $"-v /var/run/docker.sock:/var/run/docker.sock -v {volume}:/data --name alephzero-monitor alephzero-monitor"))
        {
            await monitor.SeeAsync("none: Missing");
            var warnings = (await monitor.LogsAsync()).Split('\n').Where(line => line.Contains("WARN ", StringComparison.Ordinal) && line.Contains("/data", StringComparison.Ordinal));
            Assert.Equal(warns, warnings.Any());
        }

        await RunDockerAsync($"volume rm {volume}");
    }

    [Fact]
    public async Task Image_StartedWithUser_DoesntTryToDropRights()
    {
        await using var monitor = await RunAsync($"docker run -d --user 4321:{SocketGroup.Id} --cap-drop ALL -e CONTAINER_NAME=none -v /var/run/docker.sock:/var/run/docker.sock --name alephzero-monitor alephzero-monitor");
        await monitor.SeeAsync("none: Missing");
        Assert.DoesNotContain("dropped", await monitor.LogsAsync());
    }

    [Fact]
    public async Task Image_WithoutCapabilityToDrop_SaysSoAndEnds()
    {
        await using var monitor = await RunAsync("docker run -d --cap-drop ALL -e CONTAINER_NAME=none -v /var/run/docker.sock:/var/run/docker.sock --name alephzero-monitor alephzero-monitor");
        await monitor.SeeAsync("needs the capabilities SETUID and SETGID");
    }

    [Fact]
    public async Task Image_GroupSetWrongly_SaysWhichNumberToSet()
    {
        await using var monitor = await RunAsync("docker run -d -e MONITOR_GID=54321 -e CONTAINER_NAME=none -v /var/run/docker.sock:/var/run/docker.sock --name alephzero-monitor alephzero-monitor");
        await monitor.SeeAsync($"Set MONITOR_GID={SocketGroup.Id}");
    }

    [Fact]
    public async Task Image_WithoutName_SaysWhatIsMissing()
    {
        await using var monitor = await RunAsync("docker run -d -v /var/run/docker.sock:/var/run/docker.sock --name alephzero-monitor alephzero-monitor");
        await monitor.SeeAsync("CONTAINER_NAME is missing");
    }

    [Fact]
    public async Task Image_Stopped_EndsWithCode0WithinTwoSeconds()
    {
        await using var monitor = await RunAsync("docker run -d -e CONTAINER_NAME=none -v /var/run/docker.sock:/var/run/docker.sock --name alephzero-monitor alephzero-monitor");
        await monitor.SeeAsync("none: Missing");
        var clock = Stopwatch.StartNew();
        await RunDockerAsync($"stop {monitor.Name}");
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2.5);
        Assert.Equal("0\n", await RunDockerAsync($"inspect -f {{{{.State.ExitCode}}}} {monitor.Name}"));
    }

    [Fact]
    public async Task Image_NotifyTest_Delivers()
    {
        await using var people = await ReceiverServer.StartAsync();
        await using var mail = await SmtpServer.StartAsync("plain");
        var urls = $"generic+http://{people.Host}/hook,smtp://127.0.0.1:{mail.Port}/?from=monitor@example.org&to=me@example.org&disabletls=yes";
        Assert.Matches("delivered[^d]*delivered", await RunDockerAsync($"run --rm --network host -e CONTAINER_NAME=node -e NOTIFY_URL={urls} {TestSettings.Image} notify test"));
        Assert.Equal(Assert.Single(mail.Mails).Subject, Assert.Single(people.Requests).Text("title"));
    }

    [Fact]
    public async Task Image_Files_AreFewAndSmall()
    {
        var name = $"monitor-{Guid.NewGuid():N}"[..20];
        await RunDockerAsync($"create --name {name} {TestSettings.Image}");
        var export = Path.GetTempFileName();
        await RunDockerAsync($"export -o {export} {name}");
        await RunDockerAsync($"rm {name}");
        await using var tar = new System.Formats.Tar.TarReader(File.OpenRead(export));
        List<(string Name, long Length)> files = [];
        while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
        {
            files.Add((entry.Name, entry.Length));
        }

        File.Delete(export);
        Assert.DoesNotContain(files, file => ForeignPrograms().IsMatch(file.Name));

        // Ours, without the base image. The bound is there so that growth is noticed.
        Assert.InRange(files.Where(file => file.Name.StartsWith("usr/local/", StringComparison.Ordinal)).Sum(file => file.Length), 1_000_000, 32_000_000);
    }

    [Fact]
    public async Task Image_Labels_AreThoseOfTheImageSpec()
    {
        var labels = await RunDockerAsync($"inspect -f \"{{{{json .Config.Labels}}}}\" {TestSettings.Image}");
        Assert.All(["title", "description", "licenses", "source", "version", "revision", "created"], label => Assert.Contains($"org.opencontainers.image.{label}", labels));
    }

    /// <summary>Runs a line of README's with the image and a name of this test's.</summary>
    private static async Task<MonitorContainer> RunAsync(string line)
    {
        var name = $"monitor-{Guid.NewGuid():N}"[..20];
        await RunDockerAsync(line.Trim()["docker ".Length..]
            .Replace("--name alephzero-monitor alephzero-monitor", $"--name {name} {TestSettings.Image}", StringComparison.Ordinal));
        return new MonitorContainer(name);
    }

    private static Task<string> RunDockerAsync(string arguments) => MonitorContainer.RunDockerAsync(arguments);

    [GeneratedRegex(@"docker run -d -e CONTAINER_NAME=.*")]
    private static partial Regex MinimalRun();

    [GeneratedRegex(@"(^|/)(sh|bash|busybox|apt|apt-get|dpkg|apk)$")]
    private static partial Regex ForeignPrograms();
}
