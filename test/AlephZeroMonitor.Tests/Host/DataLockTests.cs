using System.Diagnostics;

namespace AlephZeroMonitor.Host;

public sealed class DataLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lock-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Take_HeldByAnother_NamesItsProcess()
    {
        using var first = DataLock.Take(_folder.FullName, out var none);
        using var second = DataLock.Take(_folder.FullName, out var holder);
        Assert.Null(none);
        Assert.StartsWith($"process {Environment.ProcessId} on {Environment.MachineName}, since ", holder);
    }

    [Fact]
    public void Take_HolderHasEnded_IsFree()
    {
        DataLock.Take(_folder.FullName, out _).Dispose();
        using var next = DataLock.Take(_folder.FullName, out var holder);
        Assert.Null(holder);
    }

    [Fact]
    public async Task Take_HolderWasKilled_IsFree()
    {
        var path = Path.Combine(_folder.FullName, DataLock.FileName);
        await File.WriteAllTextAsync(path, "process 7\n", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("flock", ["--exclusive", path, "sh", "-c", "echo; exec sleep 60"]) { RedirectStandardOutput = true };
        using var holding = Process.Start(start)!;
        await holding.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        using (DataLock.Take(_folder.FullName, out var holder))
        {
            Assert.StartsWith("process 7", holder);
        }

        holding.Kill(entireProcessTree: true);
        await holding.WaitForExitAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 100; i++)
        {
            using var next = DataLock.Take(_folder.FullName, out var still);
            if (still is null)
            {
                return;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Fail("still locked");
    }

    [Fact]
    public void Take_FolderThatCannotBeMade_KeepsNobodyAway()
    {
        using var first = DataLock.Take("/proc/none", out var holder);
        Assert.Null(holder);
    }

    [Fact]
    public void Take_SomethingElseInItsPlace_KeepsNobodyAway()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, DataLock.FileName));
        using var first = DataLock.Take(_folder.FullName, out var holder);
        Assert.Null(holder);
    }
}
