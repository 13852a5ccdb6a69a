using System.Text.Json.Serialization.Metadata;
using AlephZeroMonitor.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>Standard output.</summary>
internal static class Output
{
    /// <summary>The columns of the terminal; null where the output is none, or its width is not known.</summary>
    public static int? Width => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : null;

    /// <summary>Prints a table.</summary>
    public static void Write(Table table)
    {
        foreach (var line in table.Lines(Width, Colors.OfConsole()))
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Prints what the API gave, as JSON or as text; the exit code is 0.</summary>
    public static int Write<T>(T answer, bool asJson, Action writeText)
    {
        if (asJson)
        {
            Console.WriteLine(ApiJson.Print(answer));
        }
        else
        {
            writeText();
        }

        return 0;
    }

    /// <summary>Prints a report as JSON or as text; the exit code is 0.</summary>
    public static int Write<T>(T report, JsonTypeInfo<T> type, bool asJson, Action writeText)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, type));
        }
        else
        {
            writeText();
        }

        return 0;
    }
}
