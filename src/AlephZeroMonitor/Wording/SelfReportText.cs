namespace AlephZeroMonitor.Wording;

/// <summary>How well a node reports of itself.</summary>
internal static class SelfReportText
{
    /// <summary>It does not report everything that it is asked.</summary>
    /// <param name="what">What is asked: "RPC", "metrics".</param>
    /// <param name="problem">The first problem.</param>
    /// <param name="setting">The setting that its URL is from.</param>
    public static string Failed(string what, EndpointProblem problem, string setting) =>
        $"its {what}: not everything is reported ({EndpointText.Of(problem, setting)}); the node is judged by what is known without it";

    /// <summary>It reports everything again.</summary>
    public static string Complete(string what) => $"its {what}: everything is reported again";
}
