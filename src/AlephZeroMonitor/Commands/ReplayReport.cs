using System.Collections.Immutable;

namespace AlephZeroMonitor.Commands;

/// <summary>What <c>replay --json</c> prints.</summary>
/// <param name="Decisions">Decisions that were made again.</param>
/// <param name="NotUnderstood">Decisions whose records another version wrote in a way that this one doesn't understand.</param>
/// <param name="Different">Those that are not as saved.</param>
/// <param name="Restarts">Saved decisions that restarted a node.</param>
/// <param name="Spared">Of those, the ones that would not with the other settings.</param>
/// <param name="Added">Saved decisions that did not restart a node and would with the other settings.</param>
internal sealed record ReplayReport(
    int Decisions, int NotUnderstood, ImmutableArray<ReplayLine> Different, int Restarts, ImmutableArray<ReplayLine> Spared, ImmutableArray<ReplayLine> Added);
