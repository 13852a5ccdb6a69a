using System.Runtime.InteropServices;

namespace AlephZeroMonitor.Privileges;

/// <summary>The folder of the history: made by root, and given to the user that the program becomes, so that a new volume works as it is.</summary>
internal static class DataFolder
{
    private const string OwnFiles = "history.db";
    private const string MadeByFileSystem = "lost+found";

    /// <summary>Makes the folder if there is none, and gives the user what it can't use yet: the folder, and the program's own files in it.</summary>
    /// <returns>Why the user still can't use them; null when it can.</returns>
    public static string? HandOver(string path, uint uid, uint gid)
    {
        try
        {
            var folder = Directory.CreateDirectory(path);
            var entries = folder.GetFileSystemInfos();
            var barred = entries.Where(entry => IsOwn(entry.Name)).Select(entry => (Path: entry.FullName, Wanted: FileRights.ReadWrite))
                .Prepend((Path: path, Wanted: FileRights.ReadWriteEnter)).Where(each => !Allows(each.Path, each.Wanted, uid, gid)).ToArray();
            if (barred.Length > 0 && (folder.LinkTarget is not null || entries.Any(entry => !IsOwn(entry.Name) && entry.Name != MadeByFileSystem)))
            {
                return $"DATA_DIR={path} holds other things than the history, so its owner stays as it is; use a folder of its own, or one that user {uid} may write to";
            }

            // Links are not followed: whoever wrote to the folder before must not choose what root gives away.
            var failed = barred.Select(each => each.Path).FirstOrDefault(each => Libc.ChangeOwner(each, uid, gid) != 0);
            return failed is null ? null : $"user {uid} with group {gid} can't use {failed}, and it can't be given to them: {Marshal.GetLastPInvokeErrorMessage()}";
        }
        catch (UnauthorizedAccessException) when (Allows(path, FileRights.ReadWriteEnter, uid, gid))
        {
            return null; // The user sees into its folder where root without its capabilities doesn't.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"can't make the folder DATA_DIR={path}: {e.Message}";
        }
    }

    private static bool Allows(string path, int wanted, uint uid, uint gid) => FileRights.Of(path)?.Allow(uid, gid, wanted) == true;

    private static bool IsOwn(string name) => name.StartsWith(OwnFiles, StringComparison.Ordinal);
}
