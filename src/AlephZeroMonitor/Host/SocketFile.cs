namespace AlephZeroMonitor.Host;

/// <summary>Docker's socket, and who may use it.</summary>
internal sealed record SocketFile(string Path, FileRights Rights)
{
    private const string Prefix = "unix://";

    public uint Gid => Rights.Gid;

    /// <summary>
    /// The path in a unix:// address, as it was typed: Docker knows no escapes such as %20 there. Empty for other addresses.
    /// </summary>
    public static string PathOf(Uri dockerHost) => dockerHost.Scheme == "unix" ? dockerHost.OriginalString[Prefix.Length..] : "";

    /// <summary>The socket that <paramref name="dockerHost"/> names; null when it names none, or there is no file.</summary>
    public static SocketFile? Find(Uri dockerHost) =>
        PathOf(dockerHost) is { Length: > 0 } path && FileRights.Of(path) is { } rights ? new SocketFile(path, rights) : null;

    /// <summary>Why nothing can listen at <paramref name="dockerHost"/>; null when there is a socket, or it names none.</summary>
    public static string? Problem(Uri dockerHost) => PathOf(dockerHost) switch
    {
        "" => null,
        var path when File.Exists(path) => null,
        var path when Directory.Exists(path) =>
            $"{path} is a directory, not Docker's socket: Docker creates a directory when there is nothing to mount",
        var path when FileRights.Of(path) is null =>
            $"there is no {path}: Docker's socket is not mounted here, or DOCKER_HOST is wrong",
        _ => null,
    };

    /// <summary>This process may connect to <paramref name="dockerHost"/> as far as files say.</summary>
    public static bool IsUsable(Uri dockerHost) =>
        Problem(dockerHost) is null && (PathOf(dockerHost) is not { Length: > 0 } path || Libc.Access(path, FileRights.ReadWrite) == 0);

    /// <summary>What is wrong with a socket that is there and takes no connection; null where the system's words say it.</summary>
    /// <param name="dockerHost">The address.</param>
    /// <param name="said">What the system said.</param>
    public static string? StaleProblem(Uri dockerHost, string said) => PathOf(dockerHost) is { Length: > 0 } path
        ? said switch
        {
            "Connection refused" =>
                $"{said}: nothing listens at {path} any more. After its restart, Docker listens at a new file: "
                + "mount the folder instead of the file, or restart the monitor",
            "Permission denied" => $"{said}: this user may not use {path}",
            _ => null,
        }
        : null;

    /// <summary>A process with these ids, and no other groups, may connect to it.</summary>
    public bool IsUsableBy(uint uid, uint gid) => Rights.Allow(uid, gid, FileRights.ReadWrite);
}
