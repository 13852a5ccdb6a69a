using System.Collections.Immutable;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Commands;

/// <summary>What <c>explain --json</c> prints.</summary>
/// <param name="Id">The decision's id.</param>
/// <param name="Node">The node.</param>
/// <param name="At">When it was made.</param>
/// <param name="Verdict">What was decided, in words.</param>
/// <param name="Why">The rule with its numbers, and the hold; sentences.</param>
/// <param name="Holds">Each hold in order: how it stood.</param>
/// <param name="Evidence">What was known, with its time.</param>
/// <param name="WouldChange">Settings that would have made another decision of it.</param>
/// <param name="Decision">The decision's record.</param>
internal sealed record ExplainReport(
    long Id, string Node, DateTimeOffset At, string Verdict, ImmutableArray<string> Why, ImmutableArray<string> Holds, ImmutableArray<string> Evidence, ImmutableArray<string> WouldChange, Decision Decision);
