using System.Collections.Immutable;
using AlephZeroMonitor.History;

namespace AlephZeroMonitor.Commands;

/// <summary>What <c>history --json</c> prints.</summary>
/// <param name="Restarts">The restarts.</param>
/// <param name="Shares">How often they helped.</param>
/// <param name="Decisions">The decisions.</param>
internal sealed record HistoryReport(ImmutableArray<PastRestart> Restarts, ImmutableArray<HelpShare> Shares, ImmutableArray<PastDecision> Decisions);
