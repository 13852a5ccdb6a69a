using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>Colours for a terminal that shows them.</summary>
/// <param name="isOn">Colours are wanted.</param>
internal sealed class Ink(bool isOn)
{
    /// <summary>Colours, unless the output is redirected, NO_COLOR is set (no-color.org), or the terminal is a dumb one.</summary>
    public static Ink OfConsole()
    {
        var environment = ProcessEnvironment.Read();
        return new Ink(!Console.IsOutputRedirected && string.IsNullOrEmpty(environment.GetValueOrDefault("NO_COLOR")) && environment.GetValueOrDefault("TERM") is not (null or "dumb"));
    }

    /// <summary>The text in its colour.</summary>
    public string Paint(string text, Tone tone) => !isOn || tone == Tone.Plain ? text : $"\e[{Code(tone)}m{text}\e[0m";

    private static int Code(Tone tone) => tone switch
    {
        Tone.Good => 32,
        Tone.Warning => 33,
        Tone.Bad => 31,
        _ => 2,
    };
}
