namespace AlephZeroMonitor.Core.Network;

/// <summary>Whether one endpoint's answers are plausible, by what it answered before.</summary>
/// <remarks>
/// The first answer is trusted. One that the last trusted answer can't have become is not, until three answers in a row are plausible to one another:
/// then it was the trusted one that was wrong, or the chain did move so. Answers that come closer than a given time count as one.
/// </remarks>
public readonly record struct EndpointTrust
{
    private const int AnswersThatConvince = 3;

    /// <summary>The last answer; null before the first.</summary>
    public HeadSample? Last { get; private init; }

    /// <summary>The last answer that was trusted; null before the first.</summary>
    public HeadSample? Trusted { get; private init; }

    /// <summary>When the head last moved.</summary>
    public TimeSpan MovedAt { get; private init; }

    /// <summary>How many answers in a row, up to the last, were plausible to one another but not to the trusted one.</summary>
    public int Rivals { get; private init; }

    /// <summary>How long the head had not moved when the last answer came: what was not asked meanwhile is not known.</summary>
    public TimeSpan UnmovedFor => Last is { } last ? last.At - MovedAt : TimeSpan.Zero;

    /// <summary>The last answer is trusted.</summary>
    public bool IsTrusted => Last is not null && Rivals == 0;

    /// <summary>When the last answer came that <see cref="Rivals"/> counts.</summary>
    public TimeSpan RivalAt { get; private init; }

    /// <summary>Takes an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="apart">How far apart answers have to be to count as several.</param>
    public EndpointTrust Next(HeadSample answer, TimeSpan apart = default)
    {
        var isFurther = Rivals > 0 && Last!.Value.CanBecome(answer);
        var isCounted = !isFurther || answer.At - RivalAt >= apart;
        var rivals = Trusted is not { } trusted || trusted.CanBecome(answer) ? 0
            : !isFurther ? 1
            : Rivals + (isCounted ? 1 : 0);
        var isTrusted = rivals is 0 or AnswersThatConvince;
        return new EndpointTrust
        {
            Last = answer,
            Trusted = isTrusted ? answer : Trusted,
            MovedAt = Last?.Number == answer.Number ? MovedAt : answer.At,
            Rivals = isTrusted ? 0 : rivals,
            RivalAt = isCounted ? answer.At : RivalAt,
        };
    }
}
