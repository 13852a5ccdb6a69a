using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Watching;

/// <summary>Compares what a node finalized with what the network has at that height. It runs beside the checks, which take its latest result.</summary>
internal sealed partial class ForkWatch(INetwork network, TimeProvider time, Action<Exception> failed)
{
    /// <summary>Blocks so far below an endpoint's head are the same on all its servers.</summary>
    private const uint Depth = 32;

    private readonly ThrottledTask _comparing = new(time, failed);
    private Result _result = new(null);
    private (uint Block, string Hash)? _candidate;

    /// <summary>The observation with the last result; and begins a comparison when one is due.</summary>
    /// <param name="seen">What is known of the node.</param>
    public Observation Look(Observation seen, CancellationToken ct)
    {
        // The first block seen is kept until the endpoints are so far past it that a difference is not a matter of time.
        _candidate ??= Finalized(seen.Facts, seen.Report);
        var result = _result;
        if (_candidate is { } candidate && seen.Head.Number > candidate.Block + Depth
            && _comparing.TryBegin(() => CompareAsync(candidate.Block, candidate.Hash, seen.Facts.ChainName, result, ct)))
        {
            _candidate = null;
        }

        return seen with { Fork = result.Evidence, IsForkKnown = result.IsKnown };
    }

    /// <inheritdoc cref="ThrottledTask.EndAsync"/>
    public Task EndAsync() => _comparing.EndAsync();

    /// <summary>Another life may be on another fork: what was found before stands until that is compared, and what is still being compared is not its result.</summary>
    public void Reset() => (_result, _candidate) = (new Result(_result.Evidence), null);

    /// <summary>A node's hash, perhaps shortened to its first and last digits, is this one.</summary>
    internal static bool IsSame(string nodeHash, string hash)
    {
        var parts = nodeHash.Split('…');
        return hash.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase) && hash.EndsWith(parts[^1], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The highest block that the node says it finalized, by its own report, or else by its log: a current version has only chain status lines.</summary>
    internal static (uint Block, string Hash)? Finalized(NodeFacts facts, SelfReport? report) =>
        report is { Finalized: { } block, FinalizedHash: { } hash }
            ? (block, hash)
            : facts.Evidence.Where(evidence => evidence.Kind is LogEventKind.Informant or LogEventKind.ChainStatus)
                .Select(evidence => Finalized(evidence.Line))
                .MaxBy(named => named?.Block);

    private static (uint Block, string Hash)? Finalized(string line) =>
        FinalizedBlock().Match(line) is { Success: true } match && uint.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number)
            ? (number, match.Groups[2].Value)
            : null;

    private async Task CompareAsync(uint block, string nodeHash, string? chain, Result result, CancellationToken ct)
    {
        var hashes = await network.HashesAtAsync(block, chain, ct);
        var others = hashes.Where(hash => !IsSame(nodeHash, hash)).ToArray();
        if (hashes.Count > 0)
        {
            result.Set(2 * others.Length > hashes.Count ? new ForkEvidence(block, nodeHash, others[0]) : null);
        }
    }

    /// <summary>What was found of one life; until something of it was compared, what was found before.</summary>
    private sealed class Result(ForkEvidence? before)
    {
        private volatile StrongBox<ForkEvidence?>? _found;

        public ForkEvidence? Evidence => _found is { } found ? found.Value : before;

        public bool IsKnown => _found is not null;

        public void Set(ForkEvidence? evidence) => _found = new(evidence);
    }

    [GeneratedRegex("finalized:? #([0-9]{1,10}) \\((0x[0-9a-f]{4,64}…[0-9a-f]{4,64})\\)", RegexOptions.CultureInvariant)]
    private static partial Regex FinalizedBlock();
}
