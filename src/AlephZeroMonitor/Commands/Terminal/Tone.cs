namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>What a colour says.</summary>
internal enum Tone
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Something is wrong.</summary>
    Bad,

    /// <summary>Beside the point: headings.</summary>
    Faint,
}
