using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>States and times in words.</summary>
internal static class Words
{
    /// <summary>How the node is.</summary>
    public static string State(NodeStatus node) => node switch
    {
        { Decision: null } => "not checked yet",
        { IsFresh: true } or { Decision.Reason: Reason.Unreachable } => $"{node.Decision.Reason}",
        _ => $"{node.Decision.Reason} (check overdue)",
    };

    /// <summary>Why nothing can be judged, or how the node ended; empty when the reason says all.</summary>
    public static string Why(NodeStatus node) => node.Decision is { } decision ? DecisionText.Problem(decision) ?? "" : "";

    /// <summary>The alerts that stand, each with its age: "Crashed (10m)"; empty when none does.</summary>
    public static string Alerts(NodeStatus node, DateTimeOffset now) =>
        string.Join(", ", node.Alerts.Select(alert => $"{alert.Kind} ({Age(now - alert.Since)})"));

    /// <summary>A span as tables show it: "45s", "10m", "5h30m", "27d".</summary>
    public static string Age(TimeSpan span) => span switch
    {
        { TotalDays: >= 10 } => FormattableString.Invariant($"{span.Days}d"),
        { TotalDays: >= 1 } => FormattableString.Invariant($"{span.Days}d{span.Hours}h"),
        { TotalHours: >= 1 } => FormattableString.Invariant($"{span.Hours}h{span.Minutes}m"),
        { TotalMinutes: >= 10 } => FormattableString.Invariant($"{span.Minutes}m"),
        { TotalMinutes: >= 1 } => FormattableString.Invariant($"{span.Minutes}m{span.Seconds}s"),
        _ => FormattableString.Invariant($"{Math.Max(0, span.Seconds)}s"),
    };

    /// <summary>What keeps the node from a restart, and until when; empty when nothing does.</summary>
    public static string Hold(NodeStatus node, DateTimeOffset now) => node switch
    {
        { Decision: { Hold: Core.Hold.StandingBy or Core.Hold.None, StandingByFor: { } other } } => $"StandingBy for {other}",
        { Decision: { Hold: not Core.Hold.None } decision } => $"{decision.Hold}" + DecisionText.Until(decision.At + decision.HoldFor, now),
        { PausedUntil: { } until } => "Paused" + DecisionText.Until(until, now) + (node.Policy?.DryRun == true ? ", DryRun" : ""),
        { Policy.DryRun: true } => "DryRun",
        _ => "",
    };

    /// <summary>A time: "2025-03-12 09:00:00Z".</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number, or "-".</summary>
    public static string Number(uint? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>The text without characters that move a terminal's cursor: names and reasons come from other machines too.</summary>
    public static string Printable(string text, bool keepLines = false) =>
        string.Concat(text.Select(letter => char.IsControl(letter) && !(keepLines && letter == '\n') ? '?' : letter));
}
