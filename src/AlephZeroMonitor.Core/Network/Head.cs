namespace AlephZeroMonitor.Core.Network;

/// <summary>What is known of the network's latest block.</summary>
public readonly record struct Head
{
    /// <summary>The number, when it is known and trusted.</summary>
    public uint? Number { get; init; }

    /// <summary>The number hasn't moved for <see cref="EndpointView.StaleAfter"/>. The network reached it once, so it still counts.</summary>
    public bool IsStale { get; init; }

    /// <summary>An answer came, but it can't be trusted.</summary>
    public bool IsUntrusted { get; init; }

    /// <summary>The number comes from one answer of one endpoint alone.</summary>
    public bool IsSingleAnswer { get; init; }

    /// <summary>Why the number is not known: what is wrong with each endpoint; empty when it is known.</summary>
    public ImmutableArray<EndpointVerdict> Doubts { get => field.IsDefault ? [] : field; init; }

    /// <summary>Two answers show it: of two endpoints, or of one at different times.</summary>
    public bool IsConfirmed => Number is not null && !IsSingleAnswer;

    /// <summary>A known head.</summary>
    public static Head At(uint number, bool isStale = false) => new() { Number = number, IsStale = isStale };

    /// <summary>No endpoint gave an answer.</summary>
    public static Head Unknown(params ImmutableArray<EndpointVerdict> doubts) => new() { Doubts = doubts };

    /// <summary>The answers are not plausible.</summary>
    public static Head Untrusted(params ImmutableArray<EndpointVerdict> doubts) => new() { Doubts = doubts, IsUntrusted = true };

    /// <summary>Compares the doubts one by one.</summary>
    public bool Equals(Head other) =>
        (Number, IsStale, IsUntrusted, IsSingleAnswer) == (other.Number, other.IsStale, other.IsUntrusted, other.IsSingleAnswer)
        && Doubts.AsSpan().SequenceEqual(other.Doubts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, IsStale, IsUntrusted, IsSingleAnswer, Doubts.Length);
}
