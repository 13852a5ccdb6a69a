namespace AlephZeroMonitor.Api;

/// <summary>What operators asked for.</summary>
/// <param name="Actions">The latest first.</param>
internal sealed record ActionList(ImmutableArray<SavedRequest> Actions);

/// <summary>What became of a restart that was requested.</summary>
/// <param name="Request">The request.</param>
/// <param name="Summary">What became of it, in words.</param>
internal sealed record RequestStatus(RestartRequest Request, string Summary)
{
    /// <summary>A request with its words.</summary>
    public static RequestStatus Of(RestartRequest request) => new(request, RequestText.Of(request));
}
