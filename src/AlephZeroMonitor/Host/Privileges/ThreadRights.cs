using System.Globalization;

namespace AlephZeroMonitor.Host.Privileges;

/// <summary>The rights of one thread, as the kernel tells them in /proc.</summary>
/// <param name="Thread">The thread's id.</param>
/// <param name="Uids">Real, effective, saved and file-system user.</param>
/// <param name="Gids">Real, effective, saved and file-system group.</param>
/// <param name="Groups">Supplementary groups.</param>
/// <param name="Capabilities">Effective and permitted capabilities, as hexadecimal masks.</param>
/// <param name="HasNoNewPrivs">no_new_privs is set.</param>
internal sealed record ThreadRights(string Thread, string Uids, string Gids, string Groups, string Capabilities, bool HasNoNewPrivs)
{
    /// <summary>The capability to give files to others.</summary>
    public const int ChangeOwner = 0;

    /// <summary>The capability to take any group.</summary>
    public const int SetGid = 6;

    /// <summary>The capability to become any user.</summary>
    public const int SetUid = 7;

    /// <summary>Digits of one of the masks.</summary>
    private const int MaskDigits = 16;

    /// <summary>The rights of all threads of this process.</summary>
    public static IEnumerable<ThreadRights> ReadAll() => Directory.EnumerateDirectories("/proc/self/task").Select(Read).OfType<ThreadRights>();

    /// <summary>All ids are these, and there are no capabilities.</summary>
    public bool IsDroppedTo(uint uid, uint gid) =>
        Uids == Four(uid) && Gids == Four(gid) && Groups == gid.ToString(CultureInfo.InvariantCulture) && Capabilities.All(digit => digit == '0');

    /// <summary>The thread has this capability, and may use it.</summary>
    public bool Can(int capability) => (Convert.ToUInt64(Capabilities[..MaskDigits], 16) >> capability & 1) == 1;

    private static string Four(uint id) => string.Create(CultureInfo.InvariantCulture, $"{id}\t{id}\t{id}\t{id}");

    private static ThreadRights? Read(string task)
    {
        try
        {
            var lines = File.ReadLines(Path.Combine(task, "status")).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
                .ToDictionary(parts => parts[0], parts => parts[1].Trim());
            return new ThreadRights(
                Path.GetFileName(task), lines["Uid"], lines["Gid"], lines["Groups"], lines["CapEff"] + lines["CapPrm"], lines["NoNewPrivs"] == "1");
        }
        catch (IOException)
        {
            return null; // the thread ended meanwhile
        }
    }
}
