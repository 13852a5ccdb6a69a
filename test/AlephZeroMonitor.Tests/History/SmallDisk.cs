using System.Diagnostics;

namespace AlephZeroMonitor.History;

/// <summary>A file system of one megabyte in memory, that can be filled or made read-only. Only root can mount it.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _mount = Directory.CreateTempSubdirectory("disk").FullName;
    private readonly bool _isMounted;

    public SmallDisk()
    {
        _isMounted = TryRun("mount", $"-t tmpfs -o size=1m,mode=755 tmpfs {_mount}");
        if (!_isMounted)
        {
            Directory.Delete(_mount);
            Assert.Skip("only root can mount a file system");
        }
    }

    public string Folder => Path.Combine(_mount, "data");

    private string Ballast => Path.Combine(_mount, "ballast");

    public void Fill()
    {
        using var file = File.OpenWrite(Ballast);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(Ballast);

    public void MakeReadOnly() => Assert.True(TryRun("mount", $"-o remount,ro {_mount}"));

    public void MakeWritable() => Assert.True(TryRun("mount", $"-o remount,rw {_mount}"));

    public void Dispose()
    {
        if (_isMounted)
        {
            TryRun("umount", _mount);
            Directory.Delete(_mount);
        }
    }

    private static bool TryRun(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
