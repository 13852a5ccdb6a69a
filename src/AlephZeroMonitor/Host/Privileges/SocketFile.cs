namespace AlephZeroMonitor.Host.Privileges;

/// <summary>Who may use the engine's socket.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Rights">Its owner and permissions.</param>
internal sealed record SocketFile(string Path, FileRights Rights)
{
    /// <summary>Its group.</summary>
    public uint Gid => Rights.Gid;

    /// <summary>Looks at the socket that <paramref name="dockerHost"/> names; null when it names none, or there is none.</summary>
    public static SocketFile? Find(Uri dockerHost) =>
        dockerHost.Scheme == "unix" && FileRights.Of(dockerHost.AbsolutePath) is { } rights ? new SocketFile(dockerHost.AbsolutePath, rights) : null;

    /// <summary>Why nothing can listen at <paramref name="dockerHost"/>; null when there is a socket, or it names none.</summary>
    public static string? Problem(Uri dockerHost)
    {
        var path = dockerHost.AbsolutePath;
        return dockerHost.Scheme != "unix" || File.Exists(path) ? null
            : Directory.Exists(path) ? $"{path} is a folder, not the engine's socket: Docker makes one where there is nothing to mount"
            : FileRights.Of(path) is null ? $"there is no {path}: the engine's socket is not mounted here, or DOCKER_HOST is mistaken"
            : null;
    }

    /// <summary>A process with these ids, and no other groups, may connect to it.</summary>
    public bool IsUsableBy(uint uid, uint gid) => Rights.Allow(uid, gid, FileRights.ReadWrite);
}
