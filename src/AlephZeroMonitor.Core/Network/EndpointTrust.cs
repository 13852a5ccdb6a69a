namespace AlephZeroMonitor.Core.Network;

/// <summary>An answer about the head.</summary>
/// <param name="Number">The block.</param>
/// <param name="At">When it came, by a clock that doesn't jump.</param>
/// <param name="Clock">When it came, by the machine's clock; null when that isn't known.</param>
public readonly record struct HeadSample(uint Number, TimeSpan At, DateTimeOffset? Clock = null)
{
    /// <summary>A chain does not fall back further than this.</summary>
    public const uint MaxBackwards = 100;

    private const long MaxBlocksPerSecond = 3;
    private const long MaxLead = 50;

    /// <summary>
    /// A chain that had this head can have the other one when it came: at most 3 blocks a second and 50 past this one, at most 100 behind it.
    /// </summary>
    public bool CanBecome(HeadSample later)
    {
        var seconds = Math.Max(0, (later.At - At).TotalSeconds);
        var step = (long)later.Number - Number;
        return step >= -MaxBackwards && step <= (MaxBlocksPerSecond * seconds) + MaxLead;
    }
}

/// <summary>Whether one endpoint's answers are plausible, by what it answered before.</summary>
/// <remarks>
/// The first answer is trusted. One that does not follow the last trusted answer is not, until three answers in a row follow one another:
/// then it was the trusted one that was wrong, or the chain did move so. Answers that come closer together than a given time count as one.
/// An endpoint that goes back and forth between two lines of answers has two servers behind its address.
/// </remarks>
public readonly record struct EndpointTrust
{
    private const int AnswersThatConvince = 3;

    /// <summary>After three switches, each of the two series was seen twice.</summary>
    private const int SwitchesOfTwoServers = 3;

    /// <summary>A series of answers that was not seen for this long is forgotten.</summary>
    private static readonly TimeSpan OtherAge = TimeSpan.FromMinutes(10);

    /// <summary>The last answer; null before the first.</summary>
    public HeadSample? Last { get; private init; }

    /// <summary>The last answer that was trusted; null before the first.</summary>
    public HeadSample? Trusted { get; private init; }

    /// <summary>When the head last moved.</summary>
    public TimeSpan MovedAt { get; private init; }

    /// <summary>How many answers in a row, up to the last, follow one another but not the trusted one.</summary>
    public int Rivals { get; private init; }

    /// <summary>When the last answer came that <see cref="Rivals"/> counts.</summary>
    public TimeSpan RivalAt { get; private init; }

    /// <summary>Two answers, at different times, agree on what is trusted.</summary>
    public bool IsRepeated { get; private init; }

    /// <summary>The last answer of the other line; null when there is none.</summary>
    public HeadSample? Other { get; private init; }

    /// <summary>How often the answers changed between the trusted line and the other one, as far as that matters.</summary>
    public int Switches { get; private init; }

    /// <summary>How long the head had not moved when the last answer came: what was not asked meanwhile is not known.</summary>
    public TimeSpan UnmovedFor => Last is { } last ? last.At - MovedAt : TimeSpan.Zero;

    /// <summary>The last answer is trusted.</summary>
    public bool IsTrusted => Last is not null && Rivals == 0;

    /// <summary>The last answers of the two servers behind the address; null when one server answers, as far as is known.</summary>
    public (HeadSample Low, HeadSample High)? Servers => (Switches, Trusted, Other) switch
    {
        ( >= SwitchesOfTwoServers, { } trusted, { } other) => trusted.Number < other.Number ? (trusted, other) : (other, trusted),
        _ => null,
    };

    /// <summary>Takes an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="apart">How far apart answers have to be to count as several.</param>
    public EndpointTrust Next(HeadSample answer, TimeSpan apart = default)
    {
        var isFurther = Rivals > 0 && Last!.Value.CanBecome(answer);
        var isCounted = !isFurther || answer.At - RivalAt >= apart;
        var follows = Trusted is not { } trusted || trusted.CanBecome(answer);
        var rivals = (follows, isFurther) switch
        {
            (true, _) => 0,
            (_, false) => 1,
            _ => Rivals + (isCounted ? 1 : 0),
        };
        var hasWon = rivals == AnswersThatConvince;
        return TakeOther(answer, follows, hasWon) with
        {
            Last = answer,
            Trusted = follows || hasWon ? answer : Trusted,
            MovedAt = Last?.Number == answer.Number ? MovedAt : answer.At,
            Rivals = hasWon ? 0 : rivals,
            RivalAt = isCounted ? answer.At : RivalAt,
            IsRepeated = hasWon || IsRepeated || (follows && Trusted?.At < answer.At),
        };
    }

    private EndpointTrust TakeOther(HeadSample answer, bool follows, bool hasWon)
    {
        var isBackOnOther = Other is { } other && other.CanBecome(answer);
        var changes = Rivals > 0 == follows;
        var switches = Math.Min(Switches + (changes ? 1 : 0), SwitchesOfTwoServers);
        return (follows, hasWon) switch
        {
            (true, _) when answer.At - Other?.At > OtherAge => this with { Other = null, Switches = 0 },
            (true, _) => this with { Switches = switches },
            (_, true) => this with { Other = Trusted, Switches = switches },
            _ => this with { Other = answer, Switches = isBackOnOther ? switches : 1 },
        };
    }
}
