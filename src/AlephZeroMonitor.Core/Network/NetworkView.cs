using System.Collections.Immutable;

namespace AlephZeroMonitor.Core.Network;

/// <summary>The network as the endpoints show it at one moment.</summary>
/// <param name="Endpoints">What is known of each; at least one.</param>
public sealed record NetworkView(ImmutableArray<EndpointView> Endpoints)
{
    private const int Pair = 2;

    /// <summary>
    /// The head for a node: the highest block that at least half of the endpoints that count have reached. Of three or more of which only two count
    /// it is the lower of the two, so that one that lies alone is not believed because others are down.
    /// </summary>
    /// <param name="nodeChain">The name of the node's chain; null when unknown.</param>
    public Head HeadFor(string? nodeChain)
    {
        var judged = Endpoints.Select(endpoint => (View: endpoint, Verdict: endpoint.Judge(nodeChain))).ToArray();
        var counted = judged.Where(each => each.Verdict.State is EndpointState.Trusted or EndpointState.Stale)
            .OrderByDescending(each => each.View.Trust.Last!.Value.Number).ToArray();
        if (counted.Length > 0)
        {
            var reachedBy = counted.Length == Pair && Endpoints.Length > Pair ? Pair : (counted.Length + 1) / 2;
            var number = counted[reachedBy - 1].View.Trust.Last!.Value.Number;
            return Head.At(number, counted.Where(each => each.View.Trust.Last!.Value.Number == number).All(each => each.Verdict.State == EndpointState.Stale));
        }

        ImmutableArray<EndpointVerdict> doubts = [.. judged.Select(each => each.Verdict with { Host = each.View.Host })];
        return judged.Any(each => each.Verdict.State != EndpointState.Down) ? Head.Untrusted(doubts) : Head.Unknown(doubts);
    }
}
