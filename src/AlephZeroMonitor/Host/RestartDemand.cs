namespace AlephZeroMonitor.Host;

/// <summary>That the node of this pod must be restarted: its target says so, and HTTP passes it on to the kubelet. Any thread may call.</summary>
internal sealed class RestartDemand
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _since;

    /// <summary>How often it was heard.</summary>
    public int Heard { get; private set; }

    /// <summary>The node must be restarted.</summary>
    public void Begin(DateTimeOffset now)
    {
        lock (_gate)
        {
            (_since, Heard) = (now, 0);
        }
    }

    /// <summary>It was restarted, or nobody restarts it.</summary>
    public void End()
    {
        lock (_gate)
        {
            _since = null;
        }
    }

    /// <summary>The kubelet asks. Since when the node must be restarted; null when it need not be.</summary>
    public DateTimeOffset? Hear()
    {
        lock (_gate)
        {
            Heard += _since is null ? 0 : 1;
            return _since;
        }
    }
}
