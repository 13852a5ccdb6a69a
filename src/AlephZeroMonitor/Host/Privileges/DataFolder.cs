using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AlephZeroMonitor.Host.Privileges;

/// <summary>
/// The folder of the history. Root creates it and gives it to the user that the monitor becomes, so that a new volume works as it is.
/// </summary>
internal static class DataFolder
{
    private const string OwnFiles = "history.db";
    private static readonly string[] OtherOwnFiles = [DataLock.FileName, HeartbeatFile.Name];
    private const string MadeByFileSystem = "lost+found";
    private const string HardLink = "it is a hard link, so it may be somebody else's file; remove it";

    /// <summary>
    /// Creates the folder where it is missing, and gives the user what it cannot use yet: the folder, and the program's own files in it.
    /// </summary>
    /// <returns>Why the user still cannot use them; null when it can.</returns>
    public static string? HandOver(string path, uint uid, uint gid)
    {
        try
        {
            var (barred, problem) = Barred(path, uid, gid);
            return problem ?? GiveProblem(Path.TrimEndingDirectorySeparator(path), barred, uid, gid);
        }
        catch (UnauthorizedAccessException) when (Allows(path, FileRights.ReadWriteEnter, uid, gid))
        {
            return null; // The user may enter its own folder; root without its capabilities may not.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CannotMake(path, e);
        }
    }

    /// <summary>
    /// Whether a monitor with these rights could keep the history in the folder. What is created to find out is removed again.
    /// </summary>
    /// <returns>Why it could not; null when it could.</returns>
    public static string? Check(string path, RightsPlan plan)
    {
        var missing = Missing(path).ToArray();
        try
        {
            var problem = plan.Drops ? GiftProblem(path, plan) : OwnFileProblem(Directory.CreateDirectory(path), plan.Uid);
            return problem ?? WriteProblem(path, plan);
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
            // A monitor that was started meanwhile uses it.
        }
    }

    private static string? GiftProblem(string path, RightsPlan plan)
    {
        var (barred, problem) = Barred(path, plan.Uid, plan.Gid);
        if (problem is null && barred.Length > 0 && !plan.GivesFilesAway)
        {
            return NotGiven(barred[0], plan.Uid, plan.Gid, "the capability CHOWN is missing");
        }

        var hardLink = barred.FirstOrDefault(each => File.Exists(each) && FileRights.Of(each) is { Links: > 1 });
        return problem ?? (hardLink is null ? null : NotGiven(hardLink, plan.Uid, plan.Gid, HardLink));
    }

    private static string? OwnFileProblem(DirectoryInfo folder, uint uid) =>
        folder.GetFiles(OwnFiles + "*").FirstOrDefault(file => Libc.Access(file.FullName, FileRights.ReadWrite) != 0) is { } barred
            ? $"user {uid} can't use {barred.FullName}" : null;

    private static string? WriteProblem(string path, RightsPlan plan)
    {
        try
        {
            using var probe = new FileStream(
                Path.Combine(path, $".doctor-{Guid.NewGuid():N}"),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return null;
        }
        catch (UnauthorizedAccessException) when (plan.Drops)
        {
            return null; // The user may write where root without its capabilities may not; whether it may was checked before.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"user {plan.Uid} can't write to DATA_DIR={path}: {FileFailure.Text(e)}";
        }
    }

    /// <summary>The folders that don't exist yet, the deepest first.</summary>
    private static IEnumerable<string> Missing(string path) => Parents(path).TakeWhile(folder => !Path.Exists(folder));

    /// <summary>The folder and those above it, the deepest first.</summary>
    private static IEnumerable<string> Parents(string path)
    {
        for (var folder = Path.TrimEndingDirectorySeparator(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }

    /// <summary>
    /// What the user cannot use yet of the folder and the program's own files in it, and why root must not give it to the user.
    /// </summary>
    private static (string[] Barred, string? Problem) Barred(string path, uint uid, uint gid)
    {
        // Whoever wrote to a folder on the way could otherwise choose by a link what root creates and gives away.
        path = Path.TrimEndingDirectorySeparator(path);
        var isUsable = Allows(path, FileRights.ReadWriteEnter, uid, gid);
        if (!isUsable && Parents(path).FirstOrDefault(each => new DirectoryInfo(each).LinkTarget is not null) is { } link)
        {
            return ([path], $"DATA_DIR={path} leads through the link {link}, which root does not follow; "
                + "set DATA_DIR to the folder behind it");
        }

        var entries = Directory.CreateDirectory(path).GetFileSystemInfos();
        string[] barred =
        [
            .. isUsable ? Array.Empty<string>() : [path],
            .. entries.Where(entry => IsOwn(entry.Name) && !Allows(entry.FullName, FileRights.ReadWrite, uid, gid)).Select(entry => entry.FullName),
        ];
        var holdsOther = entries.Any(entry => !IsOwn(entry.Name) && entry.Name != MadeByFileSystem);
        return (barred, barred.Length > 0 && holdsOther
            ? $"DATA_DIR={path} holds other things than the history, so its owner stays as it is; "
                + $"use a folder of its own, or one that user {uid} may write to"
            : null);
    }

    /// <summary>Gives the user the folder, or files in it. By handles, so that nothing can be swapped for a link meanwhile.</summary>
    private static string? GiveProblem(string path, string[] barred, uint uid, uint gid)
    {
        foreach (var each in barred)
        {
            using var folder = Open(path);
            using var file = each == path ? null : Libc.OpenAt(folder, Path.GetFileName(each), Libc.NameOnly);
            if (Libc.Statx(file ?? folder, "", Libc.EmptyPath, Libc.BasicStatus, out var status) != 0)
            {
                return NotGiven(each, uid, gid, Marshal.GetLastPInvokeErrorMessage());
            }

            if (file is not null && status.Links > 1)
            {
                return NotGiven(each, uid, gid, HardLink);
            }

            if (Libc.ChangeOwner(file ?? folder, "", uid, gid, Libc.EmptyPath) != 0)
            {
                return NotGiven(each, uid, gid, Marshal.GetLastPInvokeErrorMessage());
            }
        }

        return null;
    }

    private static SafeFileHandle Open(string path)
    {
        var folder = Libc.Open("/", Libc.NameOnly | Libc.FolderOnly);
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            using var parent = folder;
            folder = Libc.OpenAt(parent, name, Libc.NameOnly | Libc.FolderOnly);
            if (folder.IsInvalid)
            {
                break;
            }
        }

        return folder;
    }

    private static string NotGiven(string path, uint uid, uint gid, string why) =>
        $"user {uid} with group {gid} can't use {path}, and it can't be given to them: {why}";

    private static string CannotMake(string path, Exception e) => $"can't make the folder DATA_DIR={path}: {FileFailure.Text(e)}";

    private static bool Allows(string path, int wanted, uint uid, uint gid) => FileRights.Of(path)?.Allow(uid, gid, wanted) == true;

    private static bool IsOwn(string name) => name.StartsWith(OwnFiles, StringComparison.Ordinal) || OtherOwnFiles.Contains(name);
}
