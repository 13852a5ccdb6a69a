using System.Text.Json.Serialization;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>A message to people. Its members are those of the JSON that <c>generic+https://</c> gets: API.</summary>
internal sealed record Message
{
    /// <summary>Its id: the same at each try, so that a receiver can recognise a repetition.</summary>
    public required string Id { get; init; }

    /// <summary>What it reports.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>How urgent it is.</summary>
    public required AlertLevel Level { get; init; }

    /// <summary>It in one line.</summary>
    public required string Title { get; init; }

    /// <summary>What, why, what was done and what to do; several lines.</summary>
    public required string Text { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The page (PUBLIC_URL); null when that is not set.</summary>
    public Uri? Link { get; init; }

    /// <summary>What it is about: each node with its alert, or with what was done.</summary>
    public ImmutableArray<Subject> Subjects { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>It is good news.</summary>
    [JsonIgnore]
    public bool IsGood => Kind is MessageKind.Over or MessageKind.Test || Level == AlertLevel.Info;

    /// <summary>Title and text, of at most so many characters.</summary>
    public string Whole(int most) => Limited($"{Title}\n\n{Text}", most);

    /// <summary>A text of at most so many characters.</summary>
    public static string Limited(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");

    /// <summary>One of three values, by whether the message is good news, a warning, or urgent.</summary>
    public T Pick<T>(T good, T warning, T critical) => IsGood ? good : Level == AlertLevel.Critical ? critical : warning;
}

/// <summary>What a message is about.</summary>
/// <param name="Node">The node.</param>
/// <param name="What">The alert's kind, or that of the notice about a restart.</param>
/// <param name="Since">When it began; for a restart, when that was known.</param>
/// <param name="Text">It with its numbers.</param>
internal sealed record Subject(string Node, string What, DateTimeOffset Since, string Text)
{
    /// <summary>It has a begin and an end.</summary>
    public bool IsAlert { get; init; }

    /// <summary>Its identity, for receivers that join the begin and the end of a thing.</summary>
    [JsonIgnore]
    public string Key => FormattableString.Invariant($"alephzero-monitor/{Node}/{What}/{Since.ToUnixTimeSeconds()}");
}

/// <summary>What a message reports. Names are API.</summary>
internal enum MessageKind
{
    /// <summary>Alerts stand from now on.</summary>
    Began,

    /// <summary>They still stand.</summary>
    Stands,

    /// <summary>They are over.</summary>
    Over,

    /// <summary>What became of a restart.</summary>
    Restart,

    /// <summary>There is too much to report: all that came in one message.</summary>
    Summary,

    /// <summary>Somebody tries whether messages arrive.</summary>
    Test,
}

/// <summary>Messages as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Message))]
internal sealed partial class MessageJson : JsonSerializerContext;
