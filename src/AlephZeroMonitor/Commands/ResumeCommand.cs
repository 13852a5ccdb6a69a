namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor resume</c>: ends a node's pause and dry run.</summary>
internal static class ResumeCommand
{
    public static Verb Create() => new(
        "resume",
        "End a node's pause and dry run; needs API_TOKEN.",
        (parsed, ct) => MonitorSource.ShowAsync(parsed, "resume", _ => "resumed: restarts are allowed again", ct),
        Inputs.Node,
        Inputs.Url,
        Inputs.Json);
}
