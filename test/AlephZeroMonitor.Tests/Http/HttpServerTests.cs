using System.Net.Sockets;
using AlephZeroMonitor.EndToEnd;

namespace AlephZeroMonitor.Http;

/// <summary>The server reads nothing of its surroundings. These tests change the process's own, so they run alone.</summary>
[Collection(nameof(HttpServerTests))]
[CollectionDefinition(nameof(HttpServerTests), DisableParallelization = true)]
public sealed class HttpServerTests
{
    private const string OtherPort = "Kestrel__Endpoints__X__Url";

    [Fact]
    public async Task Listen_ForeignSettingsInFolderAndEnvironment_AreNotRead()
    {
        var (folder, before, port) = (Directory.CreateTempSubdirectory("foreign"), Directory.GetCurrentDirectory(), FreePort.Find());
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), "{ this is not JSON", TestContext.Current.CancellationToken);
        Directory.SetCurrentDirectory(folder.FullName);
        Environment.SetEnvironmentVariable(OtherPort, $"http://127.0.0.1:{port}");
        try
        {
            await using var server = await Server.StartAsync();
            Assert.Equal("ok\n", await server.TextAsync("/healthz"));
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken));
        }
        finally
        {
            Environment.SetEnvironmentVariable(OtherPort, null);
            Directory.SetCurrentDirectory(before);
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Listen_TakesNoInotifyInstance()
    {
        var before = InotifyInstances();
        await using var server = await Server.StartAsync();
        Assert.Equal("ok\n", await server.TextAsync("/healthz"));
        Assert.Equal(before, InotifyInstances());
    }

    private static int InotifyInstances() => Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Count(path => new FileInfo(path).LinkTarget?.Contains("inotify", StringComparison.Ordinal) == true);
}
