using System.Runtime.InteropServices;

namespace AlephZeroMonitor.Host.Privileges;

/// <summary>What became of dropping root's rights.</summary>
/// <param name="Error">Why the program must end; null when it may go on.</param>
/// <param name="Notices">What the operator should know.</param>
internal sealed record DropResult(string? Error, IReadOnlyList<(bool IsWarning, string Text)> Notices);

/// <summary>The rights that a monitor works with when it is started as this process was.</summary>
/// <param name="Uid">The user.</param>
/// <param name="Gid">The group.</param>
/// <param name="Drops">It drops root's rights to get there; otherwise it has these rights already, and its supplementary groups
/// too.</param>
/// <param name="Error">Why it cannot drop them, so that it would not start; null when it can.</param>
internal sealed record RightsPlan(uint Uid, uint Gid, bool Drops, string? Error = null)
{
    /// <summary>Why it could not use Docker's socket, so that it would not start; null when it can.</summary>
    public string? SocketProblem { get; init; }

    /// <summary>It can give files to another owner.</summary>
    public bool GivesFilesAway { get; init; }

    /// <summary>The rights that it keeps and doesn't need; null: none.</summary>
    public string? Unneeded { get; init; }
}

/// <summary>Drops root's rights, in this process and for good.</summary>
internal static class RootRights
{
    private const ulong AllowEverything = 0x7FFF_0000_0000_0006; // BPF_RET | BPF_K, SECCOMP_RET_ALLOW

    /// <summary>
    /// Drops to MONITOR_UID and the group that may use the socket. A process that isn't root, or is to stay root, keeps its rights. Sets
    /// no_new_privs in any case.
    /// </summary>
    public static DropResult Drop(Settings settings)
    {
        if (Libc.EffectiveUid() is var uid && (uid != 0 || settings.Uid == 0))
        {
            SetNoNewPrivs();
            return new DropResult(null, [.. KeptNotices(uid, settings), .. NoNewPrivsNotices()]);
        }

        var (gid, error, notice) = ChooseGid(settings);
        if (error is not null)
        {
            return new DropResult(error, []);
        }

        List<(bool, string)> notices = notice is null ? [] : [(false, notice)];
        if (DataFolder.HandOver(settings.DataDirectory, settings.Uid, gid) is { } problem)
        {
            notices.Add((true, problem));
        }

        error = DropTo(settings.Uid, gid);
        return error is null
            ? new DropResult(null, [.. notices, .. NoNewPrivsNotices(), (false, $"dropped root's rights: uid {settings.Uid}, gid {gid}")])
            : new DropResult(error, notices);
    }

    /// <summary>What <see cref="Drop"/> would do here. Changes nothing.</summary>
    public static RightsPlan Plan(Settings settings)
    {
        var uid = Libc.EffectiveUid();
        if (uid != 0 || settings.Uid == 0)
        {
            return new RightsPlan(uid, Libc.EffectiveGid(), Drops: false) { Unneeded = Unneeded(uid, settings) };
        }

        var (gid, problem, _) = ChooseGid(settings);
        var rights = ThreadRights.ReadAll().First();
        var canDrop = rights.Can(ThreadRights.SetGid) && rights.Can(ThreadRights.SetUid);
        return new RightsPlan(settings.Uid, gid, Drops: true, canDrop ? null : CannotDrop(settings.Uid, gid, "Operation not permitted"))
        {
            SocketProblem = problem,
            GivesFilesAway = rights.Can(ThreadRights.ChangeOwner),
        };
    }

    /// <summary>
    /// Becomes the owner of a folder, to read what is in it, when it is root without the right to pass over those of files: as `docker exec` is in a
    /// container that has few capabilities.
    /// </summary>
    public static void BecomeOwnerOf(string folder)
    {
        if (Libc.EffectiveUid() == 0 && FileRights.Of(folder) is { Uid: not 0 } owner && !ThreadRights.ReadAll().First().Can(ThreadRights.OverrideFileRights))
        {
            _ = DropTo(owner.Uid, owner.Gid);
        }
    }

    private static IEnumerable<(bool IsWarning, string Text)> KeptNotices(uint uid, Settings settings)
    {
        if (uid == 0)
        {
            yield return (true, "MONITOR_UID=0: the monitor keeps root's rights; set MONITOR_UID to an unprivileged user's id to drop them");
        }
        else if (Unneeded(uid, settings) is { } unneeded)
        {
            yield return (true, $"started as user {uid}, the monitor keeps rights that it doesn't need: {unneeded}. "
                + "Start it with --cap-drop ALL and no group but the socket's");
        }
    }

    private static string? Unneeded(uint uid, Settings settings)
    {
        // The groups of Docker's socket, and of the journal where units are watched.
        string[] journals = settings.Units.IsEmpty ? [] : ["/run/log/journal", "/var/log/journal"];
        return uid == 0 ? null : ThreadRights.ReadAll().First().Unneeded([SocketFile.Find(settings.DockerHost)?.Gid, .. journals.Select(path => FileRights.Of(path)?.Gid)]);
    }

    private static IEnumerable<(bool IsWarning, string Text)> NoNewPrivsNotices() =>
        ThreadRights.ReadAll().All(thread => thread.HasNoNewPrivs)
        ? [] : [(true, "no_new_privs could not be set on all threads; the seccomp system call is refused here")];

    private static (uint Gid, string? Error, string? Notice) ChooseGid(Settings settings)
    {
        var gid = settings.Gid ?? Settings.DefaultGid;
        if (!settings.WatchesContainers || SocketFile.Find(settings.DockerHost) is not { } socket || socket.IsUsableBy(settings.Uid, gid))
        {
            return (gid, null, null);
        }

        return settings.Gid is null
            ? (socket.Gid, null, $"{socket.Path} belongs to group {socket.Gid}, not {Settings.DefaultGid}, and MONITOR_GID is not set: "
                + $"using group {socket.Gid}")
            : (gid, $"MONITOR_GID={gid}: {socket.Path} belongs to group {socket.Gid}, so the monitor could not use it. "
                + $"Set MONITOR_GID={socket.Gid}, or leave MONITOR_GID unset", null);
    }

    private static string? DropTo(uint uid, uint gid)
    {
        if (Libc.SetGroups(1, [gid]) != 0 || Libc.SetGid(gid, gid, gid) != 0 || Libc.SetUid(uid, uid, uid) != 0)
        {
            return CannotDrop(uid, gid, Marshal.GetLastPInvokeErrorMessage());
        }

        SetNoNewPrivs();
        var wrong = ThreadRights.ReadAll().FirstOrDefault(thread => !thread.IsDroppedTo(uid, gid));
        return wrong is null ? null : $"thread {wrong.Thread} still has other rights after dropping to {uid}:{gid}: {wrong}";
    }

    private static string CannotDrop(uint uid, uint gid, string why) =>
        $"can't drop root's rights to {uid}:{gid}: {why}. "
        + $"The container needs the capabilities SETUID and SETGID to do so; or start it with --user {uid}:{gid}";

    /// <summary>prctl sets it for the calling thread; a seccomp filter that allows everything carries it to all other threads.</summary>
    private static unsafe void SetNoNewPrivs()
    {
        if (Libc.Prctl(Libc.SetNoNewPrivs, 1, 0, 0, 0) != 0)
        {
            return;
        }

        var instruction = AllowEverything;
        var program = new Libc.SeccompProgram { Length = 1, Instructions = &instruction };
        _ = Libc.Syscall(Libc.Seccomp, Libc.SetModeFilter, Libc.FilterAllThreads, program);
    }
}
