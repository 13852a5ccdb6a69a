using System.Globalization;
using System.Text;
using AlephZeroMonitor.Core.Logs;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>States and times in words.</summary>
internal static class Words
{
    /// <summary>A name of the API as words: FarBehind is "far behind".</summary>
    public static string Of<T>(T name)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var letter in name.ToString())
        {
            text.Append(char.IsUpper(letter) && text.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    /// <summary>How the node is.</summary>
    public static string State(NodeStatus node) =>
        node.Reason is not { } reason ? "not checked yet" : node.IsFresh ? Of(reason) : $"{Of(reason)} (check overdue)";

    /// <summary>
    /// What people should look at: alerts, trouble in the log that a healthy node doesn't have, and missing peers; empty when there is
    /// nothing.
    /// </summary>
    public static string Alerts(NodeStatus node) =>
        string.Join(
            ", ",
            [
                .. node.Alerts.Select(Of),
                .. node.Troubles.Select(trouble => trouble.Kind).Where(IsSerious).Select(Of),
                .. node.Peers == 0 ? ["no peers"] : Array.Empty<string>(),
            ]);

    /// <summary>What keeps the node from a restart, and until when; empty when nothing does.</summary>
    public static string Hold(NodeStatus node, DateTimeOffset now) =>
        node.Hold is { } hold ? Of(hold) + Until(node.HoldUntil, now)
        : node.PausedUntil is { } until ? "paused" + Until(until, now)
        : node.IsDryRun ? "dry run"
        : "";

    /// <summary>" until 12:14:21Z", with the date where it isn't today's; empty when the time is not known.</summary>
    public static string Until(DateTimeOffset? until, DateTimeOffset now)
    {
        var isToday = until?.UtcDateTime.Date == now.UtcDateTime.Date;
        return until?.UtcDateTime.ToString(isToday ? "' until 'HH:mm:ss'Z'" : "' until 'yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";
    }

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
