namespace AlephZeroMonitor.Watching;

/// <summary>Asks how far the network has finalized, once a node's own finality has stood still for a while; else nobody needs to know.</summary>
internal sealed class NetworkFinalityWatch(INetwork network, TimeProvider time, Action<Exception> failed)
{
    /// <summary>Half the time after which standing still is an alert, so that the answer is there by then.</summary>
    private static readonly TimeSpan AsksAfter = FinalityWatch.StallTime / 2;

    private readonly ThrottledTask _asking = new(time, failed);
    private volatile Answer? _answer;
    private (uint Finalized, TimeSpan Since)? _standing;

    /// <summary>What the endpoints last reported while the node has stood still, null before; and asks them when that is due.</summary>
    /// <param name="seen">What is known of the node.</param>
    public NetworkFinality? Look(Observation seen, CancellationToken ct)
    {
        if (seen.Node.Finalized is not { } finalized)
        {
            return null;
        }

        if (_standing?.Finalized != finalized)
        {
            (_standing, _answer) = ((finalized, seen.Elapsed), null);
        }
        else if (seen.Elapsed - _standing.Value.Since >= AsksAfter)
        {
            _asking.TryBegin(() => AskAsync(finalized, seen.Facts.ChainName, ct));
        }

        return _answer is { } answer && answer.NodeFinalized == finalized ? answer.Finality : null;
    }

    /// <inheritdoc cref="ThrottledTask.EndAsync"/>
    public Task EndAsync() => _asking.EndAsync();

    /// <summary>Another life begins.</summary>
    public void Reset() => (_standing, _answer) = (null, null);

    private async Task AskAsync(uint nodeFinalized, string? chain, CancellationToken ct)
    {
        var told = await network.FinalizedAsync(chain, ct);
        if (told.Count > 0)
        {
            _answer = new Answer(nodeFinalized, NetworkFinality.Next(_answer?.Finality, told, time.GetElapsedTime(0)));
        }
    }

    private sealed record Answer(uint NodeFinalized, NetworkFinality Finality);
}
