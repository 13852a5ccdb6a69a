namespace AlephZeroMonitor.Host;

/// <summary>
/// Keeps a second monitor from the same DATA_DIR. The kernel holds the lock, and frees it when the process ends, however it ends.
/// </summary>
internal sealed class DataLock : IDisposable
{
    /// <summary>The locked file in DATA_DIR. It stays there; only the lock on it says something.</summary>
    public const string FileName = "lock";

    private const int WouldBlock = 11; // EAGAIN
    private const int MaxHolderLength = 200;

    private readonly FileStream? _file;

    private DataLock(FileStream? file) => _file = file;

    /// <summary>Takes the lock. Where the folder cannot be written, there is none, and nobody is kept away.</summary>
    /// <param name="directory">DATA_DIR.</param>
    /// <param name="holder">The process that has it, for people; null when no other has it.</param>
    public static DataLock Take(string directory, out string? holder)
    {
        holder = null;
        var path = Path.Combine(directory, FileName);
        try
        {
            Directory.CreateDirectory(directory);
            if (FileRights.Of(path) is { IsRegularFile: false })
            {
                return new DataLock(null);
            }

            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var file = new FileStream(path, options);
            Sign(file);
            return new DataLock(file);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            holder = Holder(path);
            return new DataLock(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DataLock(null);
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Writes who has the lock. On a full disk it is held all the same.</summary>
    private static void Sign(FileStream file)
    {
        try
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(Self()));
            file.Flush();
        }
        catch (IOException)
        {
            // Whoever finds it locked is told less.
        }
    }

    private static string Self() => string.Create(
        CultureInfo.InvariantCulture,
        $"process {Environment.ProcessId} on {Environment.MachineName}, since {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss'Z'}");

    /// <summary>.NET's own streams would ask for a lock, too, and fail.</summary>
    private static string Holder(string path)
    {
        using var file = Libc.Open(path, 0);
        var text = new byte[MaxHolderLength];
        var length = file.IsInvalid ? 0 : RandomAccess.Read(file, text, 0);
        return length == 0 ? "another process" : OneLine.Of(Encoding.UTF8.GetString(text, 0, length));
    }
}
