using static System.FormattableString;

namespace AlephZeroMonitor.Wording;

/// <summary>What is wrong with endpoints, in words.</summary>
internal static class EndpointText
{
    /// <summary>Why the head is not known: what is wrong with each endpoint; null when nothing is.</summary>
    public static string? Of(ImmutableArray<EndpointVerdict> doubts) =>
        doubts.IsDefaultOrEmpty ? null : string.Join("; ", doubts.Select(doubt => $"{doubt.Host}: {Of(doubt)}"));

    /// <summary>Why an endpoint's answer is worth what it is; null when there is nothing to say.</summary>
    public static string? Of(EndpointVerdict verdict) => verdict switch
    {
        { Problem: { } problem } => Of(problem),
        { State: EndpointState.OtherChain, NodeChain: { } own } => $"its chain is \"{verdict.Chain}\", the node's is \"{own}\"",
        { State: EndpointState.OtherChain } =>
            $"its chain is \"{verdict.Chain}\", and no chain of Aleph Zero; the node's chain is not known",
        { NodeBest: { } best, Head: { } head } => Invariant($"its head {head} is old: the node has block {best}"),
        { BackendsApart: { } apart } => Invariant($"answers from two backends, one {apart} behind"),
        { Highest: { } highest } =>
            Invariant($"its head {verdict.Head} is above {highest}, the highest block that its chain can have by this machine's clock"),
        { From: { } from } => Invariant($"its head went from {from} to {verdict.Head} in {verdict.Over?.TotalSeconds:0} s"),
        { State: EndpointState.Implausible } => "it gave no head",
        { State: EndpointState.Stale } => Invariant($"its head hasn't moved for {verdict.Over?.TotalSeconds:0} s"),
        _ => null,
    };

    /// <summary>Why a server gave no answer that can be used.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="setting">The setting that its URL is from.</param>
    public static string Of(EndpointProblem problem, string setting = "RPC_URL") => Cause(problem, setting) + problem switch
    {
        { SparedFor: { } length } => Invariant($"; it kept failing, and is asked again in {length.TotalSeconds} s at most"),
        { Until: { } until, Kind: not EndpointProblemKind.AsksToWait } => Invariant($"; it is asked again at {until:HH:mm:ss'Z'}"),
        _ => "",
    };

    private static string Cause(EndpointProblem problem, string setting) => problem.Kind switch
    {
        EndpointProblemKind.NotAsked => "not asked yet",
        EndpointProblemKind.NoAnswer => Invariant($"no answer within {problem.Number} s"),
        EndpointProblemKind.NoConnection => problem.Said ?? "no connection",
        EndpointProblemKind.NoTls => $"no TLS connection: {problem.Said}",
        EndpointProblemKind.Closed => "the endpoint closed the connection" + CloseReason(problem),
        EndpointProblemKind.SubscriptionEnded => "the endpoint ended the subscription" + After(problem.Said),
        EndpointProblemKind.HttpStatus => Invariant($"HTTP {problem.Number}") + After(problem.Said),
        EndpointProblemKind.AsksToWait =>
            Invariant($"HTTP {problem.Number}, it asks to wait until {problem.Until:HH:mm:ss'Z'}") + After(problem.Said),
        EndpointProblemKind.Redirection => Invariant($"HTTP {problem.Number}, a redirection to {problem.Said}: set {setting} to that"),
        EndpointProblemKind.RedirectionToPath =>
            Invariant($"HTTP {problem.Number}, a redirection to another path of the same server: set {setting} to the whole URL of that"),
        EndpointProblemKind.TooLong => Invariant($"the answer has more than {problem.Number} bytes"),
        EndpointProblemKind.NotJson => "the answer is not JSON" + After(problem.Said),
        EndpointProblemKind.NotJsonRpc => "the answer is not a JSON-RPC object",
        EndpointProblemKind.OtherId => "the answer has another id than the request",
        EndpointProblemKind.RpcError => $"the endpoint reports an error: {problem.Said}",
        EndpointProblemKind.NoHeader => "the answer has no header",
        EndpointProblemKind.NoBlockNumber => "the header has no valid number",
        EndpointProblemKind.NoSubscription => "the answer has no subscription",
        EndpointProblemKind.NoHash => "the answer has no hash of the finalized block",
        EndpointProblemKind.NoBestBlock => "the page has no substrate_block_height with status=\"best\"",
        _ => $"{problem.Kind}",
    };

    private static string CloseReason(EndpointProblem problem) => (problem.Number, problem.Said) switch
    {
        ({ } code, { } said) => Invariant($" ({code}: {said})"),
        ({ } code, _) => Invariant($" ({code})"),
        _ => "",
    };

    private static string After(string? said) => said is null ? "" : $": {said}";
}
