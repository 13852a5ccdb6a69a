using System.Globalization;

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

    /// <summary>Its latest block; null while it is down: what it told before is old.</summary>
    public uint? Head => Problem is null ? Trust.Last?.Number : null;

    /// <summary>The name of its chain (`system_chain`); null while unknown.</summary>
    public string? Chain { get; init; }

    /// <summary>How long its last answer about the head took; null when it gave none that can be used, and when it tells of heads by itself.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Why it is down, for people; null when its last answer could be used.</summary>
    public string? Problem { get; private init; } = "not asked yet";

    /// <summary>It answered.</summary>
    /// <param name="head">Its answer.</param>
    /// <param name="apart">See <see cref="EndpointTrust.Next"/>.</param>
    public EndpointView Answered(HeadSample head, TimeSpan apart = default) => this with { Trust = Trust.Next(head, apart), Problem = null };

    /// <summary>It failed. What it answered before is remembered, since its next answer is measured by that.</summary>
    public EndpointView Failed(string problem) => this with { Problem = problem, Latency = null };

    /// <summary>Judges it for a node.</summary>
    /// <param name="nodeChain">The name of the node's chain; null when unknown, and then it is not judged by it.</param>
    public EndpointVerdict Judge(string? nodeChain) => this switch
    {
        { Problem: { } problem } => new(EndpointState.Down, problem),
        { Chain: { } chain } when nodeChain is not null && chain != nodeChain =>
            new(EndpointState.OtherChain, $"its chain is \"{chain}\", the node's is \"{nodeChain}\""),
        { Trust.IsTrusted: false } => new(EndpointState.Implausible, Jump()),
        _ when Trust.UnmovedFor >= StaleAfter => new(EndpointState.Stale, Invariant($"its head hasn't moved for {Trust.UnmovedFor.TotalSeconds:0} s")),
        _ => new(EndpointState.Trusted, null),
    };

    private string Jump() => Trust is { Last: { } last, Trusted: { } trusted }
        ? Invariant($"its head went from {trusted.Number} to {last.Number} in {(last.At - trusted.At).TotalSeconds:0} s")
        : "it gave no head";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
