using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>Why the kubelet must restart a node.</summary>
internal static class LivenessText
{
    /// <summary>The rule with its numbers, and since when.</summary>
    public static string Of(Node node, DateTimeOffset since) =>
        Invariant($"{node.Name}: must be restarted since {since:yyyy-MM-dd'T'HH:mm:ss'Z'}{Why(node.Report)}\n");

    private static string Why(NodeReport? report) =>
        report is null ? "" : $": {report.Decision.Reason}, {DecisionText.Explain(report.Decision, report.Policy)}";
}
