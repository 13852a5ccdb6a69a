using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>In what a node's own reports differ from its log and from the endpoints.</summary>
internal static class DisagreementText
{
    /// <summary>All differences; null when there are none.</summary>
    public static string? Of(ImmutableArray<Disagreement> all) => all.IsDefaultOrEmpty ? null : string.Join("; ", all.Select(Of));

    private static string Of(Disagreement disagreement)
    {
        var (name, says) = disagreement.Source switch
        {
            BestSource.NodeMetrics => ("metrics", "say"),
            BestSource.NodeRpc => ("RPC", "says"),
            _ => ("log", "says"),
        };
        return disagreement.Kind switch
        {
            DisagreementKind.Best => Invariant($"the log shows best {disagreement.Known}, the node's {name} {disagreement.Reported}"),
            DisagreementKind.LeftMajorSync => $"by the log it is in major sync, the node's {name} {says} that it is not",
            DisagreementKind.InMajorSync => $"by the log it left major sync, the node's {name} {says} that it is in it",
            DisagreementKind.Target =>
                Invariant($"the node knows of block {disagreement.Reported}, the endpoints' head is {disagreement.Known}"),
            var kind => $"{kind}",
        };
    }
}
