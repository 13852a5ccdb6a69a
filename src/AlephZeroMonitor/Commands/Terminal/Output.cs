using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>How a verb prints.</summary>
internal enum Form
{
    /// <summary>For people, as wide as the terminal.</summary>
    Table,

    /// <summary>For people, with all columns, however wide.</summary>
    Wide,

    Json,
}

/// <summary>Standard output.</summary>
internal static class Output
{
    /// <summary>The columns that there are: of the terminal, or by COLUMNS where the output is none; null: no limit is known.</summary>
    public static int? Width => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width
        : int.TryParse(ProcessEnvironment.Read().GetValueOrDefault("COLUMNS"), out var columns) && columns > 0 ? columns
        : null;

    /// <summary>Prints a table.</summary>
    public static void Write(Table table, Form form)
    {
        foreach (var line in table.Lines(form == Form.Wide ? null : Width, Colors.OfConsole(), isWide: form == Form.Wide))
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Prints a record as JSON or as text; the exit code is 0.</summary>
    public static int Write<T>(T record, Form form, Action writeText)
    {
        if (form == Form.Json)
        {
            Console.WriteLine(ApiJson.Print(record));
        }
        else
        {
            writeText();
        }

        return 0;
    }
}
