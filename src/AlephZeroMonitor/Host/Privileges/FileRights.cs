namespace AlephZeroMonitor.Host.Privileges;

/// <summary>Whose a file is, and who may do what with it.</summary>
/// <param name="Uid">Its owner.</param>
/// <param name="Gid">Its group.</param>
/// <param name="Mode">Its permissions.</param>
internal readonly record struct FileRights(uint Uid, uint Gid, ushort Mode)
{
    /// <summary>To read it and to write to it, as a number of three bits.</summary>
    public const int ReadWrite = 6;

    /// <summary>The same, and to reach what a folder holds.</summary>
    public const int ReadWriteEnter = 7;

    private const int CurrentDirectory = -100;
    private const uint BasicStatus = 0x7FF;

    /// <summary>Looks at a file, and through a link at what it points to; null when there is none.</summary>
    public static FileRights? Of(string path) =>
        Libc.Statx(CurrentDirectory, path, 0, BasicStatus, out var status) == 0 ? new FileRights(status.Uid, status.Gid, status.Mode) : null;

    /// <summary>A process with these ids, and no other groups, may do all of <paramref name="wanted"/>.</summary>
    public bool Allow(uint uid, uint gid, int wanted)
    {
        var permissions = uid == Uid ? Mode >> 6 : gid == Gid ? Mode >> 3 : Mode;
        return uid == 0 || (permissions & wanted) == wanted;
    }
}
