namespace AlephZeroMonitor.Watching;

/// <summary>An operator's request for a restart, and what became of it.</summary>
/// <param name="Id">Its id; later ones are greater.</param>
/// <param name="Node">The node's name.</param>
/// <param name="By">Who asked, as far as it is known.</param>
/// <param name="At">When.</param>
public sealed record RestartRequest(long Id, string Node, string By, DateTimeOffset At)
{
    /// <summary>What became of it.</summary>
    public RequestState State { get; init; }

    /// <summary>The decision that was made with the request in view; null before.</summary>
    public Decision? Decision { get; init; }

    /// <summary>That decision's id in the history; null before, and when it could not be saved.</summary>
    public long? DecisionId { get; init; }

    /// <summary>How the restart ended; null before, when there was none, and when it ended by a bug of the monitor.</summary>
    public ActionOutcome? Outcome { get; init; }
}

/// <summary>The ids of the requests of all nodes. They grow also over restarts of the monitor, since they begin with the time.</summary>
internal sealed class RequestIds
{
    private long _last;

    /// <summary>An id that no other request has.</summary>
    public long Next(DateTimeOffset now)
    {
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(now.ToUnixTimeMilliseconds(), last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        return next;
    }
}

/// <summary>What became of a request. Names are API.</summary>
public enum RequestState
{
    /// <summary>It was not judged yet.</summary>
    Waiting,

    /// <summary>It was judged, and the node is not restarted: the decision shows why. The request is not kept.</summary>
    NotDone,

    /// <summary>The node is being restarted.</summary>
    Acting,

    /// <summary>The restart has ended, well or not.</summary>
    Done,
}
