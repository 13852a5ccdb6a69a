namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>What a color means.</summary>
internal enum Tone
{
    Plain,

    Good,

    /// <summary>Worth a look.</summary>
    Warning,

    Bad,

    /// <summary>Less important than the rest, such as headings.</summary>
    Faint,
}

/// <summary>Colors for a terminal, where they are on.</summary>
internal sealed class Colors(bool isOn)
{
    /// <summary>On, unless the output is redirected, NO_COLOR is set (no-color.org), or the terminal is dumb.</summary>
    public static Colors OfConsole()
    {
        var environment = ProcessEnvironment.Read();
        return new Colors(
            !Console.IsOutputRedirected
            && string.IsNullOrEmpty(environment.GetValueOrDefault("NO_COLOR"))
            && environment.GetValueOrDefault("TERM") is not (null or "dumb"));
    }

    public string Paint(string text, Tone tone) => !isOn || tone == Tone.Plain ? text : $"\e[{Code(tone)}m{text}\e[0m";

    private static int Code(Tone tone) => tone switch
    {
        Tone.Good => 32,
        Tone.Warning => 33,
        Tone.Bad => 31,
        _ => 2,
    };
}
