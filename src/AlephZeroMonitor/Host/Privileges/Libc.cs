using System.Runtime.InteropServices;

namespace AlephZeroMonitor.Host.Privileges;

/// <summary>The C library's calls for giving up rights. Each returns 0, or −1 with the last error set.</summary>
internal static partial class Libc
{
    /// <summary>prctl: no program started from here can gain rights.</summary>
    public const int SetNoNewPrivs = 38;

    /// <summary>seccomp(2): add a filter; with <see cref="FilterAllThreads"/> to all threads.</summary>
    public const uint SetModeFilter = 1;

    /// <summary>Synchronize all threads to the calling one, its no_new_privs included.</summary>
    public const uint FilterAllThreads = 1;

    /// <summary>The id of the effective user.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUid();

    /// <summary>The id of the effective group.</summary>
    [LibraryImport("libc", EntryPoint = "getegid")]
    public static partial uint EffectiveGid();

    /// <summary>Whether this process may do with a file what <paramref name="wanted"/> says, as the bits of a file's mode.</summary>
    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int wanted);

    /// <summary>Sets the supplementary groups of all threads.</summary>
    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    public static partial int SetGroups(nuint count, uint[] groups);

    /// <summary>Sets the real, effective and saved group of all threads.</summary>
    [LibraryImport("libc", EntryPoint = "setresgid", SetLastError = true)]
    public static partial int SetGid(uint real, uint effective, uint saved);

    /// <summary>Sets the real, effective and saved user of all threads.</summary>
    [LibraryImport("libc", EntryPoint = "setresuid", SetLastError = true)]
    public static partial int SetUid(uint real, uint effective, uint saved);

    /// <summary>Sets a file's owner and group; of a link, the link's own.</summary>
    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(string path, uint uid, uint gid);

    /// <summary>Operations on the calling thread.</summary>
    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int Prctl(int option, nuint a, nuint b, nuint c, nuint d);

    /// <summary>A system call that the C library has no function for.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Syscall(nint number, nuint a, nuint b, in SeccompProgram program);

    /// <summary>File status; unlike stat's, its structure is the same on all architectures.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int directory, string path, int flags, uint mask, out FileStatus status);

    /// <summary>A seccomp filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct SeccompProgram
    {
        /// <summary>Instructions.</summary>
        public ushort Length;

        /// <summary>The first instruction: 8 bytes each.</summary>
        public ulong* Instructions;
    }

    /// <summary>The part of struct statx that is used here.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct FileStatus
    {
        /// <summary>The owner.</summary>
        [FieldOffset(20)]
        public uint Uid;

        /// <summary>The group.</summary>
        [FieldOffset(24)]
        public uint Gid;

        /// <summary>Type and permissions.</summary>
        [FieldOffset(28)]
        public ushort Mode;
    }
}
