using AlephZeroMonitor.Core.Chains;

namespace AlephZeroMonitor.Core.Network;

/// <summary>What is known of one endpoint.</summary>
public sealed record EndpointView
{
    /// <summary>A head that hasn't moved for so long is stale; the chain makes a block a second.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(120);

    /// <summary>Its address as it may be shown: scheme, host and port.</summary>
    public required string Host { get; init; }

    /// <summary>Its answers about the head.</summary>
    public EndpointTrust Trust { get; private init; }

    /// <summary>Its latest block; null while it is down: what it answered before is old.</summary>
    public uint? Head => Problem is null ? Trust.Last?.Number : null;

    /// <summary>The name of its chain (`system_chain`); null while unknown.</summary>
    public string? Chain { get; init; }

    /// <summary>How long its last answer about the head took; null while it is down, and when it sends heads by itself.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Why it is down; null when its last answer could be used.</summary>
    public EndpointProblem? Problem { get; private init; } = new EndpointProblem(EndpointProblemKind.NotAsked);

    /// <summary>It answered.</summary>
    /// <param name="head">Its answer.</param>
    /// <param name="apart">See <see cref="EndpointTrust.Next"/>.</param>
    public EndpointView Answered(HeadSample head, TimeSpan apart = default) =>
        this with { Trust = Trust.Next(head, apart), Problem = null };

    /// <summary>It failed. What it answered before is remembered, since its next answer is measured by that.</summary>
    public EndpointView Failed(EndpointProblem problem) => this with { Problem = problem, Latency = null };

    /// <summary>Judges it for a node.</summary>
    public EndpointVerdict Judge(NodeKnowledge node) => this switch
    {
        { Problem: { } problem } => In(EndpointState.Down) with { Problem = problem },
        { Chain: { } chain } when !(node.Chain is { } own ? chain == own : ChainProfile.IsKnown(chain)) =>
            In(EndpointState.OtherChain) with { Chain = chain, NodeChain = node.Chain },
        { Trust.Last: not { } } => In(EndpointState.Implausible),
        { Top: var top } when top.Number > HighestAt(top, node) =>
            In(EndpointState.Implausible) with { Head = top.Number, Highest = HighestAt(top, node) },
        { Trust.Servers: var (low, high) } => JudgeTwo(low, high, node),
        { Trust: { IsTrusted: false, Last: { } last, Trusted: { } trusted } } =>
            In(EndpointState.Implausible) with { From = trusted.Number, Head = last.Number, Over = last.At - trusted.At },
        { Trust.Last: { } last } when node.IsPast(HeadNow(last, node)) =>
            In(EndpointState.Behind) with { Head = last.Number, NodeBest = node.Best },
        { Trust.UnmovedFor: var unmoved } when unmoved >= StaleAfter => In(EndpointState.Stale) with { Block = Head, Over = unmoved },
        _ => In(EndpointState.Trusted) with { Block = Head },
    };

    private HeadSample Top => Trust.Servers?.High ?? Trust.Last!.Value;

    private uint? HighestAt(HeadSample head, NodeKnowledge node) =>
        head.Clock is { } clock ? ChainProfile.HighestAt(Chain ?? node.Chain, clock) : null;

    /// <summary>
    /// The node's block decides which of two servers is right, when the lower one can't have that block by now; or both show that the node is
    /// behind, at least by the lower one.
    /// </summary>
    private EndpointVerdict JudgeTwo(HeadSample low, HeadSample high, NodeKnowledge node)
    {
        var verdict = In(EndpointState.Trusted) with { BackendsApart = high.Number - low.Number };
        return node switch
        {
            _ when node.IsPast(HeadNow(high, node)) =>
                verdict with { State = EndpointState.Behind, Head = high.Number, NodeBest = node.Best },
            _ when node.IsPast(HeadNow(low, node)) => verdict with { Block = high.Number },
            { Best: { } best } when best + (long)node.Tolerance < low.Number => verdict with { Block = low.Number },
            _ => verdict with { State = EndpointState.Implausible },
        };
    }

    /// <summary>Where a server's head is when the node's block is known: its answer may be older.</summary>
    private long HeadNow(HeadSample head, NodeKnowledge node)
    {
        var last = Trust.Last!.Value;
        var shared = node.At - last.Clock is { } age && age > TimeSpan.Zero ? age : TimeSpan.Zero;
        return head.Number + (long)((last.At - head.At + shared).TotalSeconds * ChainProfile.BlocksPerSecond);
    }

    private EndpointVerdict In(EndpointState state) => new(Host, state);
}
