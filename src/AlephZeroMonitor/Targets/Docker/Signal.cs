namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Signals by name and by number.</summary>
/// <remarks>Source: Linux on x86 and Arm, and moby's sys/signal, whose real-time signals begin at 34.</remarks>
internal static class Signal
{
    private const int FirstRealTime = 34;
    private const int LastRealTime = 64;

    private static readonly string[] Names =
    [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT",
        "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
    ];

    /// <summary>The number of a signal as Docker writes it: "15", "SIGTERM", "term", "SIGRTMIN+3"; null when it is none.</summary>
    public static int? Number(string? text)
    {
        var name = text?.ToUpperInvariant() ?? "";
        name = name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name;
        var number = name switch
        {
            "IOT" => 6,
            "CLD" => 17,
            "POLL" => 29,
            "RTMIN" => FirstRealTime,
            "RTMAX" => LastRealTime,
            ['R', 'T', 'M', 'I', 'N', '+', .. var after] => FirstRealTime + Read(after),
            ['R', 'T', 'M', 'A', 'X', '-', .. var before] => LastRealTime - Read(before),
            _ => Array.IndexOf(Names, name) is >= 0 and var index ? index + 1 : Read(name),
        };
        return number is > 0 and <= LastRealTime ? number : null;
    }

    private static int? Read(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
