namespace AlephZeroMonitor.Host;

/// <summary>A file's owner and permissions.</summary>
internal readonly record struct FileRights(uint Uid, uint Gid, ushort Mode)
{
    // Permissions as the three bits of a mode.
    public const int ReadOnly = 4;
    public const int ReadWrite = 6;
    public const int ReadWriteEnter = 7;

    /// <summary>How many names the file has. Every folder has several; a file with more than one has a hard link elsewhere.</summary>
    public uint Links { get; init; }

    /// <summary>It is no folder, pipe or device.</summary>
    public bool IsRegularFile => (Mode & 0xF000) == 0x8000;

    /// <summary>Reads a file's rights, and through a link those of its target; null when there is no file.</summary>
    public static FileRights? Of(string path) =>
        Libc.Statx(Libc.CurrentDirectory, path, 0, Libc.BasicStatus, out var status) == 0
            ? new FileRights(status.Uid, status.Gid, status.Mode) { Links = status.Links } : null;

    /// <summary>A process with these ids, and no other groups, may do all of <paramref name="wanted"/>.</summary>
    public bool Allow(uint uid, uint gid, int wanted)
    {
        var permissions = uid == Uid ? Mode >> 6 : gid == Gid ? Mode >> 3 : Mode;
        return uid == 0 || (permissions & wanted) == wanted;
    }
}

/// <summary>Why a file or folder cannot be used.</summary>
internal static class FileFailure
{
    /// <summary>The system's message, without its full stop.</summary>
    /// <remarks>
    /// Missing folders are created. So "not found" means a file system such as /proc that takes no new folder,
    /// and not that the file in the message is missing.
    /// </remarks>
    public static string Text(Exception failure) => failure is FileNotFoundException or DirectoryNotFoundException
        ? "the file system there takes no new folders" : failure.Message.TrimEnd('.');
}
