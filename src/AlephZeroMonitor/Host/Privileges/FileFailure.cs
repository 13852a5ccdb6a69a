namespace AlephZeroMonitor.Host.Privileges;

/// <summary>Why a file or folder can't be used, for people.</summary>
internal static class FileFailure
{
    /// <summary>What the system said, without its full stop.</summary>
    /// <remarks>Folders above it are made where they are missing. So "not found" means a file system such as /proc that takes none, and not that the file which the message names is missing.</remarks>
    public static string Text(Exception failure) =>
        failure is FileNotFoundException or DirectoryNotFoundException ? "the file system there takes no new folders" : failure.Message.TrimEnd('.');
}
