namespace AlephZeroMonitor.Host;

/// <summary>Finds the name that somebody most likely meant.</summary>
internal static class Lookalike
{
    /// <summary>A third of a name may be wrong, and two letters at most: a longer distance is another name.</summary>
    private const int MaxDistance = 2;
    private const int LettersForOneMistake = 3;

    /// <summary>"; did you mean NAME?", or nothing.</summary>
    public static string Hint(string typed, IEnumerable<string> known) => Of(typed, known) is { } meant ? $"; did you mean {meant}?" : "";

    /// <summary>The known name that is nearest to the one that was typed; null when none is near.</summary>
    public static string? Of(string typed, IEnumerable<string> known) => known
        .Select(name => (Name: name, Distance: Distance(typed.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(each => each.Distance <= Math.Min(MaxDistance, typed.Length / LettersForOneMistake))
        .OrderBy(each => each.Distance)
        .Select(each => each.Name)
        .FirstOrDefault();

    /// <summary>Letters to change, insert, leave out or swap with their neighbour (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
