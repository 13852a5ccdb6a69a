namespace AlephZeroMonitor.Benchmarks;

/// <summary>The one table: what was measured, its goal, and in the same run what it can be compared with.</summary>
internal static class Table
{
    /// <summary>Writes the head.</summary>
    public static void Begin() => Console.WriteLine("| what | measured | goal | for comparison |\n|---|---|---|---|");

    /// <summary>Writes a row.</summary>
    public static void Row(FormattableString what, FormattableString measured, string goal = "", FormattableString? comparison = null) =>
        Console.WriteLine($"| {FormattableString.Invariant(what)} | {FormattableString.Invariant(measured)} | {goal} | {(comparison is null ? "" : FormattableString.Invariant(comparison))} |");

    /// <summary>The value that so many of a hundred are below.</summary>
    public static double Percentile(List<double> values, int percent)
    {
        values.Sort();
        return values[Math.Min(values.Count - 1, values.Count * percent / 100)];
    }
}
