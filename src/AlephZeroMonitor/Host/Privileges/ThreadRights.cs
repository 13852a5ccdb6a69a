namespace AlephZeroMonitor.Host.Privileges;

/// <summary>
/// The rights of one thread, as /proc shows them: of ids the real, effective, saved and file-system one; of capabilities the masks.
/// </summary>
/// <param name="Thread">The thread's id.</param>
/// <param name="Uids">The four user ids.</param>
/// <param name="Gids">The four group ids.</param>
/// <param name="Groups">Supplementary groups.</param>
/// <param name="Capabilities">Effective and permitted capabilities, as hexadecimal masks. Ambient ones are among the permitted.</param>
/// <param name="HasNoNewPrivs">no_new_privs is set.</param>
internal sealed record ThreadRights(string Thread, string Uids, string Gids, string Groups, string Capabilities, bool HasNoNewPrivs)
{
    // Capabilities by number.
    public const int ChangeOwner = 0;
    public const int OverrideFileRights = 1;
    public const int SetGid = 6;
    public const int SetUid = 7;

    private const int MaskDigits = 16;

    /// <summary>The names of the capabilities in the order of their numbers, as Docker's --cap-add takes them.</summary>
    private static readonly string[] Names = (
        "CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST "
        + "NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE "
        + "SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF "
        + "CHECKPOINT_RESTORE").Split(' ');

    /// <summary>The rights of all threads of this process.</summary>
    public static IEnumerable<ThreadRights> ReadAll() =>
        Directory.EnumerateDirectories("/proc/self/task").Select(Read).OfType<ThreadRights>();

    /// <summary>All ids are these, and there are no capabilities.</summary>
    public bool IsDroppedTo(uint uid, uint gid) =>
        Uids == Four(uid) && Gids == Four(gid) && Groups == gid.ToString(CultureInfo.InvariantCulture) && Capabilities.All(digit => digit == '0');

    /// <summary>The thread has this capability in effect.</summary>
    public bool Can(int capability) => Has(Capabilities[..MaskDigits], capability);

    /// <summary>
    /// The rights that the monitor doesn't need: capabilities, and groups other than its own and these; null when there are none.
    /// </summary>
    public string? Unneeded(params IEnumerable<uint?> neededGids)
    {
        string?[] needed = [Gids.Split('\t')[0], .. neededGids.Select(gid => gid?.ToString(CultureInfo.InvariantCulture))];
        var groups = Groups.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(needed);
        var capabilities = Names.Where((_, number) => Has(Capabilities[MaskDigits..], number));
        (string What, string Which)[] found = [("capabilities", string.Join(", ", capabilities)), ("groups", string.Join(", ", groups))];
        var text = string.Join("; ", found.Where(each => each.Which.Length > 0).Select(each => $"{each.What} {each.Which}"));
        return text.Length > 0 ? text : null;
    }

    private static bool Has(string mask, int capability) => (Convert.ToUInt64(mask, 16) >> capability & 1) == 1;

    private static string Four(uint id) => string.Create(CultureInfo.InvariantCulture, $"{id}\t{id}\t{id}\t{id}");

    private static ThreadRights? Read(string task)
    {
        try
        {
            var lines = File.ReadLines(Path.Combine(task, "status")).Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
                .ToDictionary(parts => parts[0], parts => parts[1].Trim());
            return new ThreadRights(
                Path.GetFileName(task), lines["Uid"], lines["Gid"], lines["Groups"], lines["CapEff"] + lines["CapPrm"],
                lines["NoNewPrivs"] == "1");
        }
        catch (IOException)
        {
            return null; // The thread has ended.
        }
    }
}
