using AlephZeroMonitor.Core.Logs;

namespace AlephZeroMonitor.Watching.Simulation;

/// <summary>Makes the facts without any text, and remembers no more of the trail than its last minute or so.</summary>
internal sealed class FastLog : INodeLog
{
    private const int MaxTrail = 8;
    private static readonly TimeSpan TrailLength = TimeSpan.FromSeconds(75);

    private readonly Queue<BestSample> _trail = new(MaxTrail);
    private NodeFacts _facts = NodeFacts.None;
    private bool _isTrailOld;
    private LogTime _last;

    /// <inheritdoc/>
    public NodeFacts Facts
    {
        get
        {
            if (_isTrailOld)
            {
                _facts = _facts with { Trail = [.. _trail] };
                _isTrailOld = false;
            }

            return _facts;
        }
    }

    /// <inheritdoc/>
    public void Banner(LogTime at)
    {
        _trail.Clear();
        _facts = new NodeFacts { NodeStartedAt = at, ChainName = SimulatedEndpoint.Chain };
    }

    /// <inheritdoc/>
    public void Best(LogTime at, uint best)
    {
        if (_trail.Count > 0 && at.Since(_last) < TimeSpan.Zero)
        {
            _trail.Clear();
        }

        while (_trail.Count == MaxTrail || (_trail.Count > 1 && at.Since(_trail.Peek().At) > TrailLength))
        {
            _trail.Dequeue();
        }

        _trail.Enqueue(new BestSample(at, best));
        _last = at;
        _isTrailOld = true;
        _facts = _facts with { Best = best, BestAt = at };
    }

    /// <inheritdoc/>
    public void Session(LogTime at, uint session) => _facts = _facts with { ProducedInLastSession = _facts.ProducingInSession, Session = session, SessionStartedAt = at, PreparedInSession = 0, PreSealedInSession = 0, ProducedAt = null };

    /// <inheritdoc/>
    public void Produced(LogTime at, uint block) => _facts = _facts with
    {
        PreparedInSession = _facts.PreparedInSession + 1,
        PreSealedInSession = _facts.PreSealedInSession + 1,
        LastProducedBlock = block,
        ProducedAt = at,
    };

    /// <inheritdoc/>
    public void Sync(LogTime at, MajorSync state) => _facts = _facts with { MajorSync = state, MajorSyncAt = at };
}
