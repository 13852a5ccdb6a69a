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
        return [.. verdicts.Select((verdict, i) => Confirmed(verdict, i, verdicts))];
    }

    /// <summary>
    /// The head for a node: the highest block that at least half of the endpoints that count have reached. Of three or more of which only two
    /// count it is the lower of the two, so that one that lies alone is not believed because others are down.
    /// </summary>
    public Head HeadFor(NodeKnowledge node)
    {
        var verdicts = Judge(node);
        var counted = verdicts.Zip(Endpoints, (verdict, view) => (verdict.Block, verdict.State, view.Trust.IsRepeated))
            .Where(each => each.Block is not null).OrderByDescending(each => each.Block).ToArray();
        if (counted.Length == 0)
        {
            return verdicts.Any(verdict => verdict.State != EndpointState.Down) ? Head.Untrusted(verdicts) : Head.Unknown(verdicts);
        }

        var reachedBy = counted.Length == Pair && Endpoints.Length > Pair ? Pair : (counted.Length + 1) / 2;
        var number = counted[reachedBy - 1].Block!.Value;
        var atNumber = counted.Where(each => each.Block == number).ToArray();
        var isAlone = counted.Count(each => each.Block + HeadSample.MaxBackwards >= number) == 1;
        return Head.At(number, isStale: atNumber.All(each => each.State == EndpointState.Stale)) with
        {
            IsSingleAnswer = isAlone && !atNumber.Any(each => each.IsRepeated),
        };
    }

    /// <summary>The verdict on an endpoint with two servers, when another endpoint shows that the higher one is right.</summary>
    private EndpointVerdict Confirmed(EndpointVerdict verdict, int index, EndpointVerdict[] verdicts)
    {
        var isDoubt = verdict is { State: EndpointState.Implausible, BackendsApart: not null };
        if (!isDoubt || Endpoints[index].Trust.Servers is not var (_, high))
        {
            return verdict;
        }

        var others = Endpoints.Where((other, i) => i != index && verdicts[i].Block is not null && other.Trust.Servers is null);
        return others.Any(other => high.CanBecome(other.Trust.Last!.Value))
            ? verdict with { State = EndpointState.Trusted, Block = high.Number }
            : verdict;
    }
}
