using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>What people are told, of one node or of several with the same cause.</summary>
internal static class NoticeText
{
    private const int MostNodes = 20;

    /// <summary>It in one line: "node-a: crashed", "3 nodes: cannot be judged (over after 12 min 5 s)".</summary>
    /// <param name="notices">Notices of one kind, each with its node, oldest first.</param>
    /// <param name="stands">For how long the alert has stood, where it is told again; null where it is not.</param>
    public static string Title(IReadOnlyList<(string Node, Notice Notice)> notices, TimeSpan? stands = null)
    {
        var latest = Latest(notices);
        var (node, notice) = latest[0];
        return (latest.Length == 1 ? node : $"{latest.Length} nodes") + ": " + notice switch
        {
            { Alert: { Kind: AlertKind.Crashed } alert, Kind: NoticeKind.AlertOver, Decision.RunState: RunState.Running } =>
                $"running again, {AlertText.Span(notice.Decision.At - alert.Since)} after the crash",
            { Alert: { } alert, Kind: NoticeKind.AlertOver } =>
                $"{Small(AlertGuide.Of(alert.Kind).Title)} (over after {AlertText.Span(notice.Decision.At - alert.Since)})",
            { Alert: { } alert } when stands is { } span => $"{Small(AlertGuide.Of(alert.Kind).Title)} (still, after {AlertText.Span(span)})",
            { Alert: { } alert } => Small(AlertGuide.Of(alert.Kind).Title),
            { Kind: NoticeKind.RestartHelped, Decision: var decision } =>
                (decision.RestartedFor == Reason.Requested ? "restarted as asked" : "restarted")
                + $", in step after {AlertText.Span(decision.RecoveredAfter ?? decision.SinceRestart ?? default)}",
            { Kind: NoticeKind.RestartDidNotHelp } when latest.Length == 1 && notices.Count > 1 => $"{notices.Count} restarts did not help",
            { Kind: NoticeKind.RestartDidNotHelp } => "a restart did not help",
            _ => $"a {DecisionText.Verb(notice.Decision)} failed",
        };
    }

    /// <summary>What and why with numbers, what the monitor does, and what to do; a paragraph each.</summary>
    public static string Text(IReadOnlyList<(string Node, Notice Notice)> notices)
    {
        var latest = Latest(notices);
        var notice = latest[0].Notice;
        var what = latest.Length == 1
            ? $"{Sentence(notice)}."
            : string.Join('\n', latest.Take(MostNodes).Select(each => $"- {each.Node}: {One(each.Notice)}"))
                + (latest.Length > MostNodes ? Invariant($"\n- and {latest.Length - MostNodes} more") : "");
        return notice is { Kind: NoticeKind.AlertBegan, Alert.Kind: var kind }
            ? $"{what}\nThe monitor: {AlertGuide.Of(kind).Monitor}\nWhat to do: {AlertText.ToDo(kind, notice.Decision)}"
            : what;
    }

    /// <summary>A notice with its numbers.</summary>
    public static string One(Notice notice) => notice switch
    {
        { Alert: { } alert, Kind: NoticeKind.AlertOver } => AlertText.Verified(alert, notice.Decision),
        { Alert: { } alert } => AlertText.Cause(alert, notice.Decision),
        { Outcome: { } outcome } => OutcomeText.Of(outcome, Remedy.Restart),
        _ => StateText.OfRestart(notice.Decision),
    };

    /// <summary>Of several notices of one node the last one.</summary>
    private static (string Node, Notice Notice)[] Latest(IReadOnlyList<(string Node, Notice Notice)> notices) =>
        [.. notices.GroupBy(each => each.Node).Select(group => group.Last())];

    private static string Sentence(Notice notice)
    {
        var text = One(notice).TrimEnd('.');
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static string Small(string title) => char.ToLowerInvariant(title[0]) + title[1..];
}
