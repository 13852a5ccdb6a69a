using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AlephZeroMonitor.Host;

/// <summary>Calls of the C library. Unless noted, each returns 0, or −1 with the last error set.</summary>
internal static partial class Libc
{
    /// <summary>prctl: no program that is started from here can gain rights.</summary>
    public const int SetNoNewPrivs = 38;

    /// <summary>seccomp(2): add a filter; with <see cref="FilterAllThreads"/> to all threads.</summary>
    public const uint SetModeFilter = 1;

    /// <summary>Makes all threads like the calling one, its no_new_privs included.</summary>
    public const uint FilterAllThreads = 1;

    /// <summary>Relative paths begin at the current directory (AT_FDCWD).</summary>
    public const int CurrentDirectory = -100;

    /// <summary>statx: the fields that stat gives.</summary>
    public const uint BasicStatus = 0x7FF;

    /// <summary>The path is empty, and the open file itself is meant (AT_EMPTY_PATH).</summary>
    public const int EmptyPath = 0x1000;

    /// <summary>
    /// open: give a handle that names the file and needs no right to read it; follow no link (O_PATH, O_CLOEXEC, O_NOFOLLOW).
    /// </summary>
    public static readonly int NameOnly = 0x20_0000 | 0x8_0000 | (IsArm ? 0x8000 : 0x2_0000);

    /// <summary>open: only a folder (O_DIRECTORY).</summary>
    public static readonly int FolderOnly = IsArm ? 0x4000 : 0x1_0000;

    /// <summary>The number of the seccomp system call.</summary>
    public static readonly nint Seccomp = IsArm ? 277 : 317;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>Returns the id of the effective user.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUid();

    /// <summary>Returns the id of the effective group.</summary>
    [LibraryImport("libc", EntryPoint = "getegid")]
    public static partial uint EffectiveGid();

    /// <summary>Whether this process may do with a file what <paramref name="wanted"/> says, as the bits of a mode.</summary>
    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int wanted);

    /// <summary>Takes back the pages of a mapping (MADV_DONTNEED is 4): those of a file come again from it where they are used.</summary>
    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    public static partial int Advise(nint address, nint length, int advice);

    /// <summary>Sets the supplementary groups of all threads.</summary>
    [LibraryImport("libc", EntryPoint = "setgroups", SetLastError = true)]
    public static partial int SetGroups(nuint count, uint[] groups);

    /// <summary>Sets the real, effective and saved group of all threads.</summary>
    [LibraryImport("libc", EntryPoint = "setresgid", SetLastError = true)]
    public static partial int SetGid(uint real, uint effective, uint saved);

    /// <summary>Sets the real, effective and saved user of all threads.</summary>
    [LibraryImport("libc", EntryPoint = "setresuid", SetLastError = true)]
    public static partial int SetUid(uint real, uint effective, uint saved);

    /// <summary>Opens a file; the handle is invalid when that fails.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    /// <summary>Opens a file in an open folder; the handle is invalid when that fails.</summary>
    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle OpenAt(SafeFileHandle folder, string name, int flags);

    /// <summary>Sets the owner and group of a file; with <see cref="EmptyPath"/> of the open file.</summary>
    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeOwner(SafeFileHandle file, string path, uint uid, uint gid, int flags);

    /// <summary>Operations on the calling thread.</summary>
    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int Prctl(int option, nuint a, nuint b, nuint c, nuint d);

    /// <summary>A system call that the C library has no function for.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint Syscall(nint number, nuint a, nuint b, in SeccompProgram program);

    /// <summary>File status; unlike stat's, its structure is the same on all architectures.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int folder, string path, int flags, uint mask, out FileStatus status);

    /// <summary>File status, of an open file with <see cref="EmptyPath"/>.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(SafeFileHandle file, string path, int flags, uint mask, out FileStatus status);

    /// <summary>A seccomp filter: its length and its instructions of 8 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct SeccompProgram
    {
        public ushort Length;
        public ulong* Instructions;
    }

    /// <summary>The part of struct statx that is used here. Mode holds type and permissions.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct FileStatus
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(20)]
        public uint Uid;

        [FieldOffset(24)]
        public uint Gid;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
