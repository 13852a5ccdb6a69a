using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>What people are told, of one node or of several with the same cause.</summary>
internal static class NoticeText
{
    private const int MostNodes = 20;

    /// <summary>It in one line: "node-a: crashed", "3 nodes: cannot be judged (over after 12 min 5 s)".</summary>
    /// <param name="notices">Notices of one kind, each with its node.</param>
    /// <param name="stands">For how long the alert has stood, where it is told again; null where it is not.</param>
    public static string Title(IReadOnlyList<(string Node, Notice Notice)> notices, TimeSpan? stands = null)
    {
        var (node, notice) = notices[0];
        return (notices.Count == 1 ? node : $"{notices.Count} nodes") + ": " + notice switch
        {
            { Alert: { } alert, Kind: NoticeKind.AlertOver } =>
                $"{Small(AlertGuide.Of(alert.Kind).Title)} (over after {AlertText.Span(notice.Decision.At - alert.Since)})",
            { Alert: { } alert } when stands is { } span => $"{Small(AlertGuide.Of(alert.Kind).Title)} (still, after {AlertText.Span(span)})",
            { Alert: { } alert } => Small(AlertGuide.Of(alert.Kind).Title),
            { Kind: NoticeKind.RestartHelped, Decision: var decision } => $"restarted, in step again after {AlertText.Span(decision.SinceRestart ?? default)}",
            { Kind: NoticeKind.RestartDidNotHelp } => "a restart did not help",
            _ => $"a {DecisionText.Verb(notice.Decision)} failed",
        };
    }

    /// <summary>What and why with numbers, what the monitor does, and what to do; a paragraph each.</summary>
    public static string Text(IReadOnlyList<(string Node, Notice Notice)> notices)
    {
        var notice = notices[0].Notice;
        var what = notices.Count == 1
            ? $"{One(notice)}."
            : string.Join('\n', notices.Take(MostNodes).Select(each => $"- {each.Node}: {One(each.Notice)}"))
                + (notices.Count > MostNodes ? Invariant($"\n- and {notices.Count - MostNodes} more") : "");
        return notice is { Kind: NoticeKind.AlertBegan, Alert.Kind: var kind }
            ? $"{what}\nThe monitor: {AlertGuide.Of(kind).Monitor}\nWhat to do: {AlertText.ToDo(kind, notice.Decision)}"
            : what;
    }

    /// <summary>A notice with its numbers.</summary>
    public static string One(Notice notice) => notice switch
    {
        { Alert: { } alert, Kind: NoticeKind.AlertOver } => AlertText.Verified(alert, notice.Decision),
        { Alert: { } alert } => AlertText.Cause(alert, notice.Decision),
        { Outcome: { } outcome } => OutcomeText.Of(outcome, Remedy.Restart) + For(notice.Decision),
        _ => DecisionText.Effect(notice.Decision) + For(notice.Decision) + $"; now {DecisionText.Verdict(notice.Decision)}{DecisionText.Numbers(notice.Decision)}",
    };

    private static string For(Decision decision) => decision.RestartedFor is { } reason ? $" (for {reason})" : "";

    private static string Small(string title) => char.ToLowerInvariant(title[0]) + title[1..];
}
