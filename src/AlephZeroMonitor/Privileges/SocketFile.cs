namespace AlephZeroMonitor.Privileges;

/// <summary>Who may use the engine's socket.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Uid">Its owner.</param>
/// <param name="Gid">Its group.</param>
/// <param name="Mode">Its permissions.</param>
internal sealed record SocketFile(string Path, uint Uid, uint Gid, ushort Mode)
{
    private const int CurrentDirectory = -100;
    private const uint BasicStatus = 0x7FF;
    private const int ReadWrite = 6;

    /// <summary>Looks at the socket that <paramref name="dockerHost"/> names; null when it names none, or there is none.</summary>
    public static SocketFile? Find(Uri dockerHost) =>
        dockerHost.Scheme == "unix" && Libc.Statx(CurrentDirectory, dockerHost.AbsolutePath, 0, BasicStatus, out var status) == 0
            ? new SocketFile(dockerHost.AbsolutePath, status.Uid, status.Gid, status.Mode)
            : null;

    /// <summary>A process with these ids, and no other groups, may connect to it.</summary>
    public bool IsUsableBy(uint uid, uint gid)
    {
        var permissions = uid == Uid ? Mode >> 6 : gid == Gid ? Mode >> 3 : Mode;
        return uid == 0 || (permissions & ReadWrite) == ReadWrite;
    }
}
