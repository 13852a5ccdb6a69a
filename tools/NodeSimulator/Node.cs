namespace NodeSimulator;

/// <summary>A simulated node in one of its lives: follows the network's head as its behaviour has it, and logs.</summary>
internal sealed class Node(Behaviour behaviour, Life life, uint blocksPerSecond, LifeFile file, NetworkHead network, NodeLog log, WorldClock clock)
{
    private const uint BlocksToFinality = 2;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ProductionInterval = TimeSpan.FromSeconds(10);

    private readonly uint _start = life.Best ?? Block.Minus(network.Number, behaviour.Lag + behaviour.StartDistance);
    private readonly MajorSync _majorSync = new();
    private uint _best = life.Best ?? Block.Minus(network.Number, behaviour.Lag + behaviour.StartDistance);
    private uint _finalized = Block.Minus(life.Best ?? Block.Minus(network.Number, behaviour.Lag + behaviour.StartDistance), BlocksToFinality);
    private uint _prepared;
    private uint _saved;
    private double _importable;
    private TimeSpan _lastStep = clock.Now;
    private TimeSpan _nextStatus = StatusInterval;
    private TimeSpan _nextProduction = ProductionInterval;

    /// <summary>What its own JSON-RPC server tells.</summary>
    public ChainView View => new()
    {
        Head = () => Volatile.Read(ref _best),
        Finalized = () => Volatile.Read(ref _finalized),
        Prepared = () => Volatile.Read(ref _prepared),
        Starting = () => _start,
        Highest = () => Math.Max(_best, Known),
        Peers = () => ChainMessages.SyncPeers,
        IsSyncing = () => _majorSync.IsIn,
    };

    // The block that it holds itself at while it imports.
    private uint Target => Block.Minus(network.Number, behaviour.Lag);

    private uint Known => behaviour.SeesHead ? network.Number : Target;

    /// <summary>Lives until it panics or is asked to end.</summary>
    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(int rpcPort, CancellationToken ct)
    {
        StartMessages.WriteServices(log, _best, rpcPort);
        ChainMessages.WriteMajorSync(log, isEntered: true);
        ChainMessages.WriteChainStatus(log, _best, _finalized);
        ChainMessages.WriteSession(log, _best / Block.SessionLength, behaviour.Produces);
        for (; !ct.IsCancellationRequested; await clock.WaitAsync(Step, ct))
        {
            var now = clock.Now;
            if (now >= behaviour.PanicsAfter)
            {
                Panic.Write(log);
                log.Flush();
                return ExitCodes.Failure;
            }

            Import(now);
            WatchMajorSync(now);
            Report(now);
            Save();
            log.Flush();
        }

        return ExitCodes.Success;
    }

    private void Import(TimeSpan now)
    {
        _importable = Math.Min(_importable + ((now - _lastStep).TotalSeconds * blocksPerSecond), blocksPerSecond);
        _lastStep = now;
        for (; now < behaviour.StopsAfter && _best < Target && _importable >= 1; _importable--)
        {
            var next = _best + 1;
            if (behaviour.Produces && now >= _nextProduction)
            {
                _nextProduction = now + ProductionInterval;
                ChainMessages.WriteProduced(log, next);
                Volatile.Write(ref _prepared, _prepared + 1);
            }

            ChainMessages.WriteImported(log, next);
            Volatile.Write(ref _best, next);
            Volatile.Write(ref _finalized, now < behaviour.FinalizesUntil ? Block.Minus(next, BlocksToFinality) : _finalized);
            if (next % Block.SessionLength == 0)
            {
                ChainMessages.WriteSession(log, next / Block.SessionLength, behaviour.Produces);
            }
        }
    }

    private void WatchMajorSync(TimeSpan now)
    {
        if (!behaviour.StaysInMajorSync && _majorSync.Update(Block.Minus(Known, _best), now))
        {
            ChainMessages.WriteMajorSync(log, _majorSync.IsIn);
        }
    }

    private void Report(TimeSpan now)
    {
        if (now >= _nextStatus)
        {
            _nextStatus = now + StatusInterval;
            ChainMessages.WriteChainStatus(log, _best, _finalized);
            ChainMessages.WriteNetworkStatus(log);
        }
    }

    private void Save()
    {
        if (_saved != _best)
        {
            file.Save(life.Number, _best);
            _saved = _best;
        }
    }
}
