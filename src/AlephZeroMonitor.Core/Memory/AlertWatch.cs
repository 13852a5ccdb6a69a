namespace AlephZeroMonitor.Core.Memory;

/// <summary>The alerts of a node: those that stand, and those that will when what they are about lasts.</summary>
public sealed record AlertWatch
{
    /// <summary>None.</summary>
    public static AlertWatch None { get; } = new();

    /// <summary>Each kind at most once, in the order of <see cref="AlertKind"/>.</summary>
    public ImmutableArray<WatchedAlert> All { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Those that stand.</summary>
    internal ImmutableArray<Alert> Standing => All.IsEmpty ? [] : [.. All.Where(each => each.Stands).Select(each => each.Alert)];

    /// <summary>Takes up what stood in an earlier run of the monitor.</summary>
    public static AlertWatch Of(IEnumerable<Alert> standing) => new() { All = [.. standing.Select(alert => new WatchedAlert(alert, default, Stands: true))] };

    /// <summary>An alert that stands, or will; null when there is none of that kind.</summary>
    internal Alert? Find(AlertKind kind) => Watched(kind)?.Alert;

    /// <summary>It is so, and an alert once it has been for some time.</summary>
    internal AlertWatch Holds(AlertKind kind, Observation seen, TimeSpan lasts, uint? finalized, string? line)
    {
        var last = Watched(kind);
        var now = last ?? new(new Alert(kind, seen.At) { Finalized = finalized, Line = line }, seen.Elapsed, Stands: false);
        now = now with { Stands = now.Stands || seen.Elapsed - now.Since >= lasts };
        return now == last
            ? this
            : this with { All = [.. All.Where(each => each.Alert.Kind != kind).Append(now).OrderBy(each => each.Alert.Kind)] };
    }

    /// <summary>It is over.</summary>
    internal AlertWatch Ends(AlertKind kind) => Watched(kind) is { } over ? this with { All = All.Remove(over) } : this;

    private WatchedAlert? Watched(AlertKind kind)
    {
        foreach (var each in All)
        {
            if (each.Alert.Kind == kind)
            {
                return each;
            }
        }

        return null;
    }
}

/// <summary>An alert that stands, or will.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Since">Since when it is so, in <see cref="Observation.Elapsed"/>.</param>
/// <param name="Stands">It has lasted long enough.</param>
public readonly record struct WatchedAlert(Alert Alert, TimeSpan Since, bool Stands);
