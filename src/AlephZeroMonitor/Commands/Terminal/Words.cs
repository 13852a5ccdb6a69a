using System.Globalization;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Wording;

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

    /// <summary>
    /// What people should look at: alerts, trouble in the log that a healthy node does not have, and missing peers; empty when there is
    /// nothing.
    /// </summary>
    public static string Alerts(NodeStatus node)
    {
        var alerts = (node.Decision?.Alerts ?? Core.Alerts.None).Each().Select(Names.InWords);
        var troubles = (node.Facts?.Troubles ?? []).Select(trouble => trouble.Kind).Where(IsSerious).Select(Names.InWords);
        return string.Join(", ", [.. alerts, .. troubles, .. node.Decision?.Peers == 0 ? ["no peers"] : Array.Empty<string>()]);
    }

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

    /// <summary>A span by its two greatest units: "3 d 4 h", "12 min 5 s".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => $"{span.Days} d {span.Hours} h",
        { TotalHours: >= 1 } => $"{span.Hours} h {span.Minutes} min",
        { TotalMinutes: >= 1 } => $"{span.Minutes} min {span.Seconds} s",
        _ => $"{Math.Max(0, span.Seconds)} s",
    };

    private static bool IsSerious(TroubleKind kind) => kind is not (TroubleKind.Warning or TroubleKind.Error or TroubleKind.NoPeers);

    /// <summary>The text without characters that move a terminal's cursor: names and reasons come from other machines too.</summary>
    public static string Printable(string text, bool keepLines = false) =>
        string.Concat(text.Select(letter => char.IsControl(letter) && !(keepLines && letter == '\n') ? '?' : letter));
}
