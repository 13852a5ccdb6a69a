namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor resume</c>: ends a node's pause and dry run.</summary>
internal static class ResumeCommand
{
    public static Verb Create() => new(
        "resume",
        "End a node's pause and dry run; needs API_TOKEN.",
        (parsed, ct) => PauseCommand.ActAsync(
            parsed.GetValue(Inputs.Node), "resume", node => new ActionReport(node, "resume"), parsed.GetValue(Inputs.Json), ct),
        Inputs.Node,
        Inputs.Json);
}
