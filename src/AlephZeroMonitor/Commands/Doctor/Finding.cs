namespace AlephZeroMonitor.Commands.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Level">How serious it is.</param>
/// <param name="Subject">What was looked at: "rights", "socket", "data", "engine", "clock", "endpoint", "settings", or the name of a node.</param>
/// <param name="Text">What was found, for people.</param>
/// <param name="Mend">What mends it, as it is typed where it is a command; null when nothing is to be mended.</param>
internal sealed record Finding(FindingLevel Level, string Subject, string Text, string? Mend = null);
