using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>States and times in words.</summary>
internal static class Words
{
    /// <summary>How the node is.</summary>
    public static string State(NodeStatus node) => node switch
    {
        { Decision: null } => "not checked yet",
        { IsFresh: true } => Names.InWords(node.Decision.Reason),
        _ => $"{Names.InWords(node.Decision.Reason)} (check overdue)",
    };

    /// <summary>What Docker said when it could not be asked or gave no log; empty when it gave what was needed.</summary>
    public static string Why(NodeStatus node) => node.Decision is { Reason: Core.Reason.Unreachable or Core.Reason.LogUnreadable } decision
        ? DecisionText.Problem(decision) ?? ""
        : "";

    /// <summary>The alerts that stand; empty when none does.</summary>
    public static string Alerts(NodeStatus node) => string.Join(", ", node.Alerts.Select(alert => Names.InWords(alert.Kind)));

    /// <summary>What keeps the node from a restart, and until when; empty when nothing does.</summary>
    public static string Hold(NodeStatus node, DateTimeOffset now) => node switch
    {
        { Decision: { Hold: Core.Hold.StandingBy or Core.Hold.None, StandingByFor: { } other } } => $"standing by for {other}",
        { Decision: { Hold: not Core.Hold.None } decision } => Names.InWords(decision.Hold) + Until(decision.At + decision.HoldFor, now),
        { PausedUntil: { } until } => "paused" + Until(until, now),
        { Policy.DryRun: true } => "dry run",
        _ => "",
    };

    /// <summary>" until 12:14:21Z", with the date where it isn't today's; empty when the time is not known.</summary>
    public static string Until(DateTimeOffset? until, DateTimeOffset now) => until is not { } time ? ""
        : time.UtcDateTime.ToString(time.UtcDateTime.Date == now.UtcDateTime.Date ? "' until 'HH:mm:ss'Z'" : "' until 'yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time: "2025-03-12 09:00:00Z".</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A number, or "-".</summary>
    public static string Number(uint? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    /// <summary>The text without characters that move a terminal's cursor: names and reasons come from other machines too.</summary>
    public static string Printable(string text, bool keepLines = false) =>
        string.Concat(text.Select(letter => char.IsControl(letter) && !(keepLines && letter == '\n') ? '?' : letter));
}
