using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>How a node's life ended.</summary>
internal static class LifeEndText
{
    /// <summary>
    /// "stopped by its owner", "it ended by itself with exit code 1, restart policy "no": Error: …"; null when who ended it is not known.
    /// </summary>
    public static string? Of(LifeEnd? end) => end switch
    {
        null or { IsOurs: true } or { IsAskedFor: null } => null,
        { IsAskedFor: true } => "stopped by its owner",
        _ => $"it ended by itself{How(end)}{Policy(end)}{Words(end)}",
    };

    private static string How(LifeEnd end) =>
        (end.ExitCode is { } code ? Invariant($" with exit code {code}") : "") + (end.IsOutOfMemory ? ", out of memory" : "");

    private static string Policy(LifeEnd end) => end.RestartPolicy is { } policy ? $", restart policy \"{policy}\"" : "";

    private static string Words(LifeEnd end) => (end.LastWords ?? end.Said) is { } words ? $": {words}" : "";
}
