using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>What happens to nodes, and what operators ask for.</summary>
internal static class EventText
{
    /// <summary>An event, to follow "its container": "was started by this monitor".</summary>
    /// <param name="happened">The event.</param>
    /// <param name="isOurs">An action of this monitor caused it.</param>
    public static string Of(TargetEvent happened, bool isOurs) => happened.Kind switch
    {
        TargetEventKind.Started => isOurs ? "was started by this monitor" : "was started, not by this monitor (user or restart policy)",
        TargetEventKind.Ended => "ended" + (happened.ExitCode is { } code ? Invariant($" with exit code {code}") : "")
            + (happened.IsOutOfMemory ? ", killed by the kernel for memory" : ""),
        TargetEventKind.Signalled => $"was sent signal {happened.Detail} by {(isOurs ? "this monitor" : "somebody else")}",
        TargetEventKind.OutOfMemory => "ran out of memory",
        TargetEventKind.Removed => "was removed",
        TargetEventKind.Renamed => $"was renamed to {happened.Detail}",
        TargetEventKind.Unhealthy => "is unhealthy according to its health check",
        TargetEventKind.Healthy => "is healthy by its own health check",
        _ => happened.Detail ?? "changed",
    };

    /// <summary>An operator's request: "paused for 2 min by API from 127.0.0.1".</summary>
    public static string Of(OperatorAction action) => action.Kind switch
    {
        OperatorActionKind.Restart => $"restart requested by {action.By}",
        OperatorActionKind.Pause when action.Length is { } length => Invariant($"paused for {length.TotalMinutes:0} min by {action.By}"),
        OperatorActionKind.Pause => $"paused by {action.By}",
        OperatorActionKind.Silence when action.Length is { } length && length > TimeSpan.Zero =>
            Invariant($"messages about {action.Alert} silenced for {length.TotalMinutes:0} min by {action.By}"),
        OperatorActionKind.Silence => $"messages about {action.Alert} are sent again, by {action.By}",
        OperatorActionKind.DryRun => $"set to dry run by {action.By}: it is judged, but not restarted",
        _ => $"resumed by {action.By}: restarts are allowed again",
    };

    /// <summary>Trouble in a node's log: "Panic in its log (2 lines, the last at …): …".</summary>
    public static string Of(Trouble trouble) => Invariant($"{trouble.Kind} in its log")
        + (trouble.Count == 1 ? "" : Invariant($" ({trouble.Count} lines{(trouble.At is { } at ? $", the last at {at}" : "")})")) + $": {trouble.Line}";

    /// <summary>Which monitor acts on a node, when that has changed.</summary>
    public static string StandingBy(string? other) =>
        other is null ? "this monitor restarts it from now on" : $"standing by: {other} restarts this node";
}
