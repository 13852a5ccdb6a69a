using System.Runtime.InteropServices;

namespace AlephZeroMonitor.Host.Privileges;

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
            var (barred, problem) = Barred(Directory.CreateDirectory(path), uid, gid);
            if (problem is not null)
            {
                return problem;
            }

            // Links are not followed: whoever wrote to the folder before must not choose what root gives away.
            var failed = barred.FirstOrDefault(each => Libc.ChangeOwner(each, uid, gid) != 0);
            return failed is null ? null : NotGiven(failed, uid, gid, Marshal.GetLastPInvokeErrorMessage());
        }
        catch (UnauthorizedAccessException) when (Allows(path, FileRights.ReadWriteEnter, uid, gid))
        {
            return null; // The user sees into its folder where root without its capabilities doesn't.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CannotMake(path, e);
        }
    }

    /// <summary>Finds whether a monitor with these rights could keep the history in the folder. What it makes to find that out is gone afterwards.</summary>
    /// <returns>Why it could not; null when it could.</returns>
    public static string? Check(string path, RightsPlan plan)
    {
        var missing = Missing(path).ToArray();
        try
        {
            var folder = Directory.CreateDirectory(path);
            return (plan.Drops ? GiftProblem(folder, plan) : OwnFileProblem(folder, plan.Uid)) ?? WriteProblem(path, plan);
        }
        catch (UnauthorizedAccessException) when (plan.Drops && Allows(path, FileRights.ReadWriteEnter, plan.Uid, plan.Gid))
        {
            return null; // As above.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CannotMake(path, e);
        }
        finally
        {
            Remove(missing);
        }
    }

    private static void Remove(string[] made)
    {
        try
        {
            foreach (var folder in made.Where(Directory.Exists))
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A monitor that was started meanwhile uses it by now.
        }
    }

    private static string? GiftProblem(DirectoryInfo folder, RightsPlan plan)
    {
        var (barred, problem) = Barred(folder, plan.Uid, plan.Gid);
        return problem ?? (barred.Length > 0 && !plan.GivesFilesAway ? NotGiven(barred[0], plan.Uid, plan.Gid, "the capability CHOWN is missing") : null);
    }

    private static string? OwnFileProblem(DirectoryInfo folder, uint uid) =>
        folder.GetFiles(OwnFiles + "*").FirstOrDefault(file => Libc.Access(file.FullName, FileRights.ReadWrite) != 0) is { } barred
            ? $"user {uid} can't use {barred.FullName}" : null;

    private static string? WriteProblem(string path, RightsPlan plan)
    {
        try
        {
            using var probe = new FileStream(Path.Combine(path, $".doctor-{Guid.NewGuid():N}"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return null;
        }
        catch (UnauthorizedAccessException) when (plan.Drops)
        {
            return null; // The user may write where root without its capabilities doesn't; whether it may was looked at before.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"user {plan.Uid} can't write to DATA_DIR={path}: {FileFailure.Text(e)}";
        }
    }

    /// <summary>The folders that are not there yet, from the deepest up.</summary>
    private static IEnumerable<string> Missing(string path)
    {
        for (var folder = Path.TrimEndingDirectorySeparator(path); folder is not null && !Path.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }

    /// <summary>What of the folder and the program's own files in it the user can't use yet, and why that may not be given to it.</summary>
    private static (string[] Barred, string? Problem) Barred(DirectoryInfo folder, uint uid, uint gid)
    {
        var entries = folder.GetFileSystemInfos();
        string[] barred = [.. entries.Where(entry => IsOwn(entry.Name)).Select(entry => (Path: entry.FullName, Wanted: FileRights.ReadWrite))
            .Prepend((Path: folder.FullName, Wanted: FileRights.ReadWriteEnter)).Where(each => !Allows(each.Path, each.Wanted, uid, gid)).Select(each => each.Path)];
        var holdsOther = folder.LinkTarget is not null || entries.Any(entry => !IsOwn(entry.Name) && entry.Name != MadeByFileSystem);
        return (barred, barred.Length > 0 && holdsOther
            ? $"DATA_DIR={folder.FullName} holds other things than the history, so its owner stays as it is; use a folder of its own, or one that user {uid} may write to" : null);
    }

    private static string NotGiven(string path, uint uid, uint gid, string why) => $"user {uid} with group {gid} can't use {path}, and it can't be given to them: {why}";

    private static string CannotMake(string path, Exception e) => $"can't make the folder DATA_DIR={path}: {FileFailure.Text(e)}";

    private static bool Allows(string path, int wanted, uint uid, uint gid) => FileRights.Of(path)?.Allow(uid, gid, wanted) == true;

    private static bool IsOwn(string name) => name.StartsWith(OwnFiles, StringComparison.Ordinal);
}
