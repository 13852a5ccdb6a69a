namespace AlephZeroMonitor.Core.Network;

/// <summary>Why an endpoint gave no answer that can be used. <see cref="EndpointProblem"/> says what its other members then hold.</summary>
public enum EndpointProblemKind
{
    /// <summary>It was not asked yet.</summary>
    NotAsked,

    /// <summary>No answer came in time; <c>Number</c>: the seconds that were waited.</summary>
    NoAnswer,

    /// <summary>There is no connection, or it broke; <c>Said</c>: what the system says.</summary>
    NoConnection,

    /// <summary>There is no TLS connection; <c>Said</c>: what the system says.</summary>
    NoTls,

    /// <summary>It closed the connection; <c>Number</c> and <c>Said</c>: the code and the reason of its close frame.</summary>
    Closed,

    /// <summary>It ended the subscription; <c>Said</c>: its reason.</summary>
    SubscriptionEnded,

    /// <summary>HTTP status <c>Number</c>; <c>Said</c>: the text that came with it.</summary>
    HttpStatus,

    /// <summary>HTTP status <c>Number</c>, and it asks to wait until <c>Until</c>; <c>Said</c>: the text that came with it.</summary>
    AsksToWait,

    /// <summary>HTTP status <c>Number</c>, a redirection to another server; <c>Said</c>: its scheme, host and port.</summary>
    Redirection,

    /// <summary>HTTP status <c>Number</c>, a redirection to another path of the same server.</summary>
    RedirectionToPath,

    /// <summary>The answer has more than <c>Number</c> bytes.</summary>
    TooLong,

    /// <summary>The answer is not JSON; <c>Said</c>: its text.</summary>
    NotJson,

    /// <summary>The answer is JSON, but not a JSON-RPC object.</summary>
    NotJsonRpc,

    /// <summary>The answer has another id than the request.</summary>
    OtherId,

    /// <summary>A JSON-RPC error; <c>Said</c>: its message.</summary>
    RpcError,

    /// <summary>The answer has no header.</summary>
    NoHeader,

    /// <summary>The header has no valid number.</summary>
    NoBlockNumber,

    /// <summary>The answer to a subscription names none.</summary>
    NoSubscription,

    /// <summary>The answer has no hash of a block.</summary>
    NoHash,

    /// <summary>The metrics page does not have the node's best block.</summary>
    NoBestBlock,
}

/// <summary>Why an endpoint, or a node that was asked itself, gave no answer that can be used.</summary>
/// <param name="Kind">The cause.</param>
/// <param name="Said">What the server or the system said, cleaned, shortened and without secrets.</param>
/// <param name="Number">A number that belongs to the cause: a status, seconds or bytes.</param>
public readonly record struct EndpointProblem(EndpointProblemKind Kind, string? Said = null, long? Number = null)
{
    /// <summary>It is not asked before then.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>It failed so often that it is not asked for so long, at most.</summary>
    public TimeSpan? SparedFor { get; init; }
}
