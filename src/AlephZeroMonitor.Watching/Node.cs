namespace AlephZeroMonitor.Watching;

/// <summary>A node that is watched: its settings, what operators asked for, and its last report. Any thread may read it and ask for something.</summary>
public sealed class Node
{
    /// <summary>What is allowed on top of the check interval before a report counts as old, and on top of three before a node counts as out of sight.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    /// <summary>What one look of a check may take: Docker's answers up to 10 s each, the endpoints' up to 10 s, and the log up to 45 s.</summary>
    public static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(150);

    /// <summary>An event can arrive a little after the action that caused it has ended.</summary>
    private static readonly TimeSpan EventDelay = TimeSpan.FromSeconds(2);

    private const int MaxRequests = 32;

    private readonly Lock _gate = new();
    private readonly LoopContext _context;
    private volatile NodeSettings _settings;
    private volatile NodeReport? _report;
    private long _reachedAt;
    private long _progressAt;
    private ImmutableArray<RestartRequest> _requests = [];
    private volatile Span? _pause;
    private volatile bool _isDryRun;
    private ImmutableArray<Silence> _silences = [];
    private volatile Span? _aliveFor;
    private volatile bool _isActing;
    private volatile Span? _acted;

    /// <summary>Makes a node and takes up what operators asked for in earlier runs of the monitor.</summary>
    /// <param name="checkInterval">The time from one check to the next.</param>
    /// <param name="settings">Its settings as long as its labels are not known.</param>
    /// <param name="context">What all nodes share.</param>
    public Node(string name, TimeSpan checkInterval, NodeSettings settings, LoopContext context)
    {
        (Name, CheckInterval, _settings, _context) = (name, checkInterval, settings, context);
        _progressAt = _reachedAt = context.Time.GetTimestamp();
        var memory = context.History.Load(name) ?? NodeMemory.None;
        var left = (memory.Pause?.Until ?? DateTimeOffset.MaxValue) - context.Time.GetUtcNow();
        _pause = memory.Pause is { } pause && left > TimeSpan.Zero ? Begin(left, pause.By) : null;
        _isDryRun = memory.DryRunBy is not null;
        _silences = memory.Silences;
    }

    /// <summary>It is time to look at the node. Handlers must not block.</summary>
    public event Action? Asked;

    /// <summary>The node's name.</summary>
    public string Name { get; }

    /// <summary>The time from one check to the next.</summary>
    public TimeSpan CheckInterval { get; }

    /// <summary>What the last check showed; null before the first.</summary>
    public NodeReport? Report
    {
        get => _report;
        internal set
        {
            _report = value;
            Progress();
            if (value is { Seen.RunState: not RunState.Unreachable })
            {
                Volatile.Write(ref _reachedAt, _context.Time.GetTimestamp());
            }
        }
    }

    /// <summary>How long ago a check could last look at the node; before the first one, how long it is watched.</summary>
    public TimeSpan SinceReached => _context.Time.GetElapsedTime(Volatile.Read(ref _reachedAt));

    /// <summary>No check has reached the node for more than three intervals and a minute.</summary>
    public bool IsOutOfSight => Report is { Seen.RunState: RunState.Unreachable } && SinceReached > LongestOutOfSight(CheckInterval);

    /// <summary>For how long a check may fail to look at what is watched before that is a failure of the monitor.</summary>
    public static TimeSpan LongestOutOfSight(TimeSpan checkInterval) => (3 * checkInterval) + Tolerance;

    /// <summary>Its settings, its labels included.</summary>
    public NodeSettings Settings => _settings;

    /// <summary>What it is judged by now.</summary>
    public Policy Policy => _isDryRun ? _settings.Policy with { DryRun = true } : _settings.Policy;

    /// <summary>The last report is of a check that is not overdue.</summary>
    public bool IsFresh => Report is { } report && _context.Time.GetElapsedTime(report.PublishedAt) <= CheckInterval + Tolerance;

    /// <summary>The loop is alive: its last deadline has not passed, and its checks come to an end; one that fails by a bug does not.</summary>
    public bool IsAlive => (_aliveFor is not { } span || Left(span) >= TimeSpan.Zero)
        && (_isActing || _context.Time.GetElapsedTime(Volatile.Read(ref _progressAt)) <= 3 * (CheckInterval + LongestCheck));

    /// <summary>The operator's pause; null when the node is not paused.</summary>
    public Pause? Pause => _pause is { } pause && Left(pause) is var left && left > TimeSpan.Zero ? new Pause(pause.By, left) : null;

    /// <summary>When the last restart or start by us was decided that it runs again after: what depends on it follows. Null when there is none.</summary>
    internal DateTimeOffset? RestartedAt { get; set; }

    /// <summary>The restart that an operator asked for and that was not judged yet; null when there is none.</summary>
    internal RestartRequest? WaitingRequest => _requests.LastOrDefault(request => request.State == RequestState.Waiting);

    /// <summary>What happens to the node now is our doing.</summary>
    internal bool IsOurDoing => _isActing || (_acted is { } acted && Left(acted) > TimeSpan.Zero);

    /// <summary>Asks for a restart; holds still apply.</summary>
    /// <param name="by">Who asks.</param>
    /// <returns>The request; <see cref="FindRequest"/> shows later what became of it.</returns>
    public RestartRequest RequestRestart(string by)
    {
        RestartRequest request;
        lock (_gate)
        {
            var now = _context.Time.GetUtcNow();
            request = new RestartRequest(_context.RequestIds.Next(now), Name, by, now);
            _requests = [.. _requests.TakeLast(MaxRequests - 1), request];
        }

        Note(new OperatorAction(OperatorActionKind.Restart, request.At, by));
        return request;
    }

    /// <summary>Leaves the node alone for a time. A pause outlives the monitor.</summary>
    public void PauseFor(TimeSpan length, string by)
    {
        var now = _context.Time.GetUtcNow();
        lock (_gate)
        {
            _pause = Begin(length, by);
            _context.History.Remember(Name, memory => memory with { Pause = new NodePause(now, by, now + length) });
        }

        Note(new OperatorAction(OperatorActionKind.Pause, now, by, length));
    }

    /// <summary>Has the node judged but not acted on, until somebody resumes it. A dry run outlives the monitor.</summary>
    public void DryRun(string by)
    {
        lock (_gate)
        {
            _isDryRun = true;
            _context.History.Remember(Name, memory => memory with { DryRunBy = by });
        }

        Note(new OperatorAction(OperatorActionKind.DryRun, _context.Time.GetUtcNow(), by));
    }

    /// <summary>Ends pause and dry run.</summary>
    public void Resume(string by)
    {
        lock (_gate)
        {
            (_pause, _isDryRun) = (null, false);
            _context.History.Remember(Name, memory => memory with { Pause = null, DryRunBy = null });
        }

        Note(new OperatorAction(OperatorActionKind.Resume, _context.Time.GetUtcNow(), by));
    }

    /// <summary>Sends no message of an alert for a time; a length of zero ends that. A silence outlives the monitor.</summary>
    public void Silence(AlertKind alert, TimeSpan length, string by)
    {
        var now = _context.Time.GetUtcNow();
        lock (_gate)
        {
            _silences = [.. _silences.Where(each => each.Alert != alert && each.Until > now), .. length > TimeSpan.Zero ? [new Silence(alert, now + length, by)] : Array.Empty<Silence>()];
            _context.History.Remember(Name, memory => memory with { Silences = _silences });
        }

        Note(new OperatorAction(OperatorActionKind.Silence, now, by, length) { Alert = alert });
    }

    /// <summary>Until when no message of an alert is sent; null when it is not silenced.</summary>
    public DateTimeOffset? SilencedUntil(AlertKind alert) =>
        _silences.FirstOrDefault(each => each.Alert == alert) is { Until: var until } && until > _context.Time.GetUtcNow() ? until : null;

    /// <summary>A request and what became of it; null when it is not known any more.</summary>
    public RestartRequest? FindRequest(long id) => _requests.FirstOrDefault(request => request.Id == id);

    /// <summary>It is time to look at the node.</summary>
    internal void Ask() => Asked?.Invoke();

    /// <summary>Takes the settings that the target shows.</summary>
    internal void Configure(NodeSettings settings)
    {
        var before = _settings;
        if (settings.Policy != before.Policy || settings.Addresses != before.Addresses || !settings.Problems.SequenceEqual(before.Problems))
        {
            _settings = settings;
            _context.Projections.Configured(Name, settings);
        }
    }

    /// <summary>The loop will be heard of again within this time.</summary>
    internal void SetDeadline(TimeSpan within) => _aliveFor = Begin(within);

    /// <summary>An action begins.</summary>
    internal void BeginActing() => _isActing = true;

    /// <summary>An action has ended.</summary>
    /// <param name="isOurs">What is reported soon after it was done by it; not so when it was abandoned.</param>
    internal void EndActing(bool isOurs)
    {
        _acted = isOurs ? Begin(EventDelay) : _acted;
        Progress();
        _isActing = false;
    }

    /// <summary>A decision was made with these requests in view, up to this one: they are done with, whatever was decided.</summary>
    internal void Judged(long requestId, Decision decision, long? decisionId) => Change(
        request => request.State == RequestState.Waiting && request.Id <= requestId,
        request => request with
        {
            State = decision.Acts ? RequestState.Acting : RequestState.NotDone,
            Decision = decision,
            DecisionId = decisionId,
        });

    /// <summary>The action has ended that a decision with requests in view asked for.</summary>
    /// <param name="outcome">How it ended; null when a bug of the monitor ended it, for requests that are not done yet.</param>
    internal void Acted(ActionOutcome? outcome) => Change(
        request => request.State == RequestState.Acting,
        request => request with { State = RequestState.Done, Outcome = outcome });

    private void Change(Func<RestartRequest, bool> which, Func<RestartRequest, RestartRequest> change)
    {
        lock (_gate)
        {
            if (_requests.Any(which))
            {
                _requests = [.. _requests.Select(request => which(request) ? change(request) : request)];
            }
        }
    }

    private void Progress() => Volatile.Write(ref _progressAt, _context.Time.GetTimestamp());

    private Span Begin(TimeSpan length, string by = "") => new(_context.Time.GetTimestamp(), length, by);

    private TimeSpan Left(Span span) => span.Length - _context.Time.GetElapsedTime(span.From);

    private void Note(OperatorAction action)
    {
        _context.Projections.Requested(Name, action);
        _context.History.SaveRequest(Name, action);
        Ask();
    }

    /// <summary>A span of time, which somebody may have asked for.</summary>
    private sealed record Span(long From, TimeSpan Length, string By);
}
