namespace AlephZeroMonitor.Wording;

/// <summary>How well a node reports of itself.</summary>
internal static class SelfReportText
{
    /// <summary>It does not report everything that it is asked.</summary>
    /// <param name="what">What is asked: "RPC", "metrics".</param>
    /// <param name="problem">The first problem.</param>
    /// <param name="setting">The setting that its URL is from.</param>
    public static string Failed(string what, EndpointProblem problem, string setting) =>
        $"its {what}: some values are missing ({EndpointText.Of(problem, setting)}); the node is judged without them";

    /// <summary>It reports everything again.</summary>
    public static string Complete(string what) => $"its {what}: all values are reported again";
}
