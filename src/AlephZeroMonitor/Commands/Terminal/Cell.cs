namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>A piece of a table.</summary>
/// <param name="Text">What it shows.</param>
/// <param name="Tone">In which colour.</param>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    /// <summary>A cell without a colour.</summary>
    public static implicit operator Cell(string text) => new(text);
}
