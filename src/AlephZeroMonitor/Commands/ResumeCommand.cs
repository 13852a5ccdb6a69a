namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor resume</c>: ends a node's pause and dry run.</summary>
internal static class ResumeCommand
{
    public static Verb Create() => new(
        "resume",
        "End a node's pause and dry run; needs API_TOKEN.",
        (parsed, ct) => RunAsync(parsed.GetValue(Inputs.Node), parsed.GetValue(Inputs.Json), ct),
        Inputs.Node,
        Inputs.Json);

    private static Task<int> RunAsync(string? name, bool asJson, CancellationToken ct) => MonitorSource.ActAsync(
        name,
        "resume",
        (monitor, path) => MonitorSource.ShowAsync(monitor, path, (_, _) => "resumed; pause and dry run no longer hold its restarts", asJson, ct),
        ct);
}
