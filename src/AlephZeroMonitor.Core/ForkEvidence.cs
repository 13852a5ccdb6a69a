namespace AlephZeroMonitor.Core;

/// <summary>The node finalized another block than the network has at that height.</summary>
/// <param name="Block">The height.</param>
/// <param name="NodeHash">The node's hash; as its log shows it, "0x12ab…cdef", or whole.</param>
/// <param name="NetworkHash">The hash by most of the endpoints that told one.</param>
public sealed record ForkEvidence(uint Block, string NodeHash, string NetworkHash);
