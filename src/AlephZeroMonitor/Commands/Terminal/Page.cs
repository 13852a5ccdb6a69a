namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>Where lines go: standard output, as wide as it is.</summary>
internal static class Page
{
    /// <summary>The columns of the terminal; null where the output is none, or doesn't tell.</summary>
    public static int? Width => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : null;

    /// <summary>Prints a table.</summary>
    public static void Write(Table table)
    {
        foreach (var line in table.Lines(Width, Ink.OfConsole()))
        {
            Console.WriteLine(line);
        }
    }
}
