using System.Runtime.InteropServices;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Host.Privileges;

/// <summary>Gives up root's rights, in this process and for good.</summary>
internal static class RootRights
{
    /// <summary>MONITOR_GID when it is not set: the docker group on many systems.</summary>
    public const uint DefaultGid = 996;

    private const ulong AllowEverything = 0x7FFF_0000_0000_0006; // BPF_RET | BPF_K, SECCOMP_RET_ALLOW

    /// <summary>Drops to MONITOR_UID and the group that may use the engine's socket; does nothing when the process isn't root.</summary>
    public static DropResult Drop(Settings settings)
    {
        if (Libc.EffectiveUid() != 0)
        {
            return new DropResult(null, []);
        }

        if (settings.Uid == 0)
        {
            return new DropResult(null, [(true, "MONITOR_UID=0: the monitor keeps root's rights; set MONITOR_UID to an unprivileged user's id to drop them")]);
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
        if (error is null && !ThreadRights.ReadAll().All(thread => thread.HasNoNewPrivs))
        {
            notices.Add((true, "no_new_privs could not be set on all threads; the seccomp system call is refused here"));
        }

        notices.Add((false, $"dropped root's rights: uid {settings.Uid}, gid {gid}"));
        return new DropResult(error, notices);
    }

    /// <summary>What <see cref="Drop"/> would come to here; gives nothing up.</summary>
    public static RightsPlan Plan(Settings settings)
    {
        var uid = Libc.EffectiveUid();
        if (uid != 0 || settings.Uid == 0)
        {
            return new RightsPlan(uid, Libc.EffectiveGid(), Drops: false);
        }

        var (gid, _, _) = ChooseGid(settings);
        var rights = ThreadRights.ReadAll().First();
        var error = rights.Can(ThreadRights.SetGid) && rights.Can(ThreadRights.SetUid) ? null : CannotDrop(settings.Uid, gid, "Operation not permitted");
        return new RightsPlan(settings.Uid, gid, Drops: true, error) { GivesFilesAway = rights.Can(ThreadRights.ChangeOwner) };
    }

    private static (uint Gid, string? Error, string? Notice) ChooseGid(Settings settings)
    {
        var gid = settings.Gid ?? DefaultGid;
        if (SocketFile.Find(settings.DockerHost) is not { } socket || socket.IsUsableBy(settings.Uid, gid))
        {
            return (gid, null, null);
        }

        return settings.Gid is null
            ? (socket.Gid, null, $"{socket.Path} belongs to group {socket.Gid}, not {DefaultGid}, and MONITOR_GID is not set: using group {socket.Gid}")
            : (gid, $"MONITOR_GID={gid}: {socket.Path} belongs to group {socket.Gid}, so the monitor could not use it. Set MONITOR_GID={socket.Gid}, or leave MONITOR_GID unset", null);
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
        $"can't drop root's rights to {uid}:{gid}: {why}. The container needs the capabilities SETUID and SETGID to do so; or start it with --user {uid}:{gid}";

    /// <summary>prctl is for the calling thread alone; a filter that allows everything carries its no_new_privs to all the others.</summary>
    private static unsafe void SetNoNewPrivs()
    {
        if (Libc.Prctl(Libc.SetNoNewPrivs, 1, 0, 0, 0) != 0)
        {
            return;
        }

        nint seccomp = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 277 : 317;
        var instruction = AllowEverything;
        var program = new Libc.SeccompProgram { Length = 1, Instructions = &instruction };
        _ = Libc.Syscall(seccomp, Libc.SetModeFilter, Libc.FilterAllThreads, program);
    }
}
