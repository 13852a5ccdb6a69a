using System.Runtime.InteropServices;

namespace AlephZeroMonitor.Privileges;

/// <summary>The folder of the history: made by root, and given to the user that the program becomes, so that a new volume works as it is.</summary>
internal static class DataFolder
{
    private const string OwnFiles = "history.db";
    private const string MadeByFileSystem = "lost+found";

    /// <summary>Makes the folder if there is none, and gives it and the program's own files in it to a user.</summary>
    /// <returns>Why that was not done; null when it was.</returns>
    public static string? HandOver(string path, uint uid, uint gid)
    {
        try
        {
            var folder = Directory.CreateDirectory(path);
            var entries = folder.GetFileSystemInfos();
            if (folder.LinkTarget is not null || entries.Any(entry => !IsOwn(entry.Name) && entry.Name != MadeByFileSystem))
            {
                return $"DATA_DIR={path} holds other things than the history, so its owner stays as it is; use a folder of its own, or one that user {uid} may write to";
            }

            // Links are not followed: whoever wrote to the folder before must not choose what root gives away.
            var failed = entries.Where(entry => IsOwn(entry.Name)).Select(entry => entry.FullName).Prepend(path).FirstOrDefault(each => Libc.ChangeOwner(each, uid, gid) != 0);
            return failed is null ? null : $"can't give {failed} to {uid}:{gid}: {Marshal.GetLastPInvokeErrorMessage()}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"can't make the folder DATA_DIR={path}: {e.Message}";
        }
    }

    private static bool IsOwn(string name) => name.StartsWith(OwnFiles, StringComparison.Ordinal);
}
