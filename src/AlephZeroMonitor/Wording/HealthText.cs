namespace AlephZeroMonitor.Wording;

/// <summary>What keeps the monitor from its work, in sentences. Other monitors read them in Docker's record of the health check.</summary>
internal static class HealthText
{
    private const string NoCheck = "no check of ";
    private const string OutOfSight = "no node could be looked at for ";

    /// <summary>What is wrong, a line each; empty when the monitor is at work. A probe's node that doesn't answer is no fault of the monitor.</summary>
    public static string[] Problems(Nodes nodes, IEnumerable<ITargetSource> sources, Settings settings)
    {
        var all = nodes.All;
        if (all.Length == 0)
        {
            return [.. sources.Where(source => source.IsProblemLasting).Select(Unknown).OfType<string>()];
        }

        var hanging = all.Where(node => !node.IsAlive).Select(node => Hangs(node.Name));
        return !settings.IsProbe && all.All(node => node.IsOutOfSight)
            ? [.. hanging, $"{OutOfSight}{all.Min(node => node.SinceReached).TotalSeconds:0} s{Because(all[0])}\n"]
            : [.. hanging];
    }

    /// <summary>That it is not known which nodes there are; null when it is.</summary>
    public static string? Unknown(ITargetSource source) => source.Problem is { } problem ? $"it is not known which nodes there are: {problem}\n" : null;

    /// <summary>A monitor that is not healthy and gave this answer checks the node nevertheless.</summary>
    public static bool ChecksNode(string answer, string node) =>
        answer.StartsWith(NoCheck, StringComparison.Ordinal)
        && !answer.Contains(OutOfSight, StringComparison.Ordinal)
        && !answer.Contains(Hangs(node), StringComparison.Ordinal);

    private static string Hangs(string node) => $"{NoCheck}{node} for too long\n";

    private static string Because(Node node) => node.Report?.Decision.UnreachableSaid is { } said ? $": {said}" : "";
}
