using System.Collections.Immutable;

namespace AlephZeroMonitor.Core.Network;

/// <summary>The network as the endpoints show it at one moment.</summary>
/// <param name="Endpoints">What is known of each; at least one.</param>
public sealed record NetworkView(ImmutableArray<EndpointView> Endpoints)
{
    private const int Pair = 2;

    /// <summary>What each endpoint's answer is worth for a node, in the order of <see cref="Endpoints"/>.</summary>
    public ImmutableArray<EndpointVerdict> Judge(NodeKnowledge node)
    {
        var verdicts = Endpoints.Select(endpoint => endpoint.Judge(node)).ToArray();
        return [.. verdicts.Select((verdict, i) => HighConfirmed(i, verdicts) is { } high ? verdict with { State = EndpointState.Trusted, Block = high } : verdict)];
    }

    /// <summary>The head for a node of a chain; null when that is unknown.</summary>
    public Head HeadFor(string? nodeChain) => HeadFor(new NodeKnowledge(nodeChain));

    /// <summary>
    /// The head for a node: the highest block that at least half of the endpoints that count have reached. Of three or more of which only two count
    /// it is the lower of the two, so that one that lies alone is not believed because others are down.
    /// </summary>
    public Head HeadFor(NodeKnowledge node)
    {
        var verdicts = Judge(node);
        var counted = verdicts.Zip(Endpoints).Where(each => each.First.Block is not null).OrderByDescending(each => each.First.Block).ToArray();
        if (counted.Length == 0)
        {
            return verdicts.Any(verdict => verdict.State != EndpointState.Down) ? Head.Untrusted(verdicts) : Head.Unknown(verdicts);
        }

        var reachedBy = counted.Length == Pair && Endpoints.Length > Pair ? Pair : (counted.Length + 1) / 2;
        var number = counted[reachedBy - 1].First.Block!.Value;
        var atNumber = counted.Where(each => each.First.Block == number).ToArray();
        return Head.At(number, isStale: atNumber.All(each => each.First.State == EndpointState.Stale)) with
        {
            IsSingleAnswer = !atNumber.Any(each => each.Second.Trust.IsRepeated) && counted.Count(each => each.First.Block + HeadSample.MaxBackwards >= number) == 1,
        };
    }

    /// <summary>The higher block of an endpoint with two servers, when another endpoint shows that it is the right one.</summary>
    private uint? HighConfirmed(int index, EndpointVerdict[] verdicts) =>
        verdicts[index] is { State: EndpointState.Implausible, BackendsApart: not null }
        && Endpoints[index].Trust.Servers is var (_, high)
        && Endpoints.Where((other, i) => i != index && verdicts[i].Block is not null && other.Trust.Servers is null && high.CanBecome(other.Trust.Last!.Value)).Any()
            ? high.Number
            : null;
}
