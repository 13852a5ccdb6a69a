namespace AlephZeroMonitor.Watching;

/// <summary>Which boot of the machine this is. The clock that never jumps counts from there, for all processes and containers alike.</summary>
public static class BootId
{
    private const string File = "/proc/sys/kernel/random/boot_id";

    /// <summary>The kernel's id of this boot; unique to this process where there is none.</summary>
    public static string Read()
    {
        try
        {
            return System.IO.File.ReadAllText(File).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Guid.NewGuid().ToString();
        }
    }
}
