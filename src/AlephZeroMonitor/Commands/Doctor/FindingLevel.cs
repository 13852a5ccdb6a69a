namespace AlephZeroMonitor.Commands.Doctor;

/// <summary>How serious a finding is. The names are API.</summary>
internal enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but not as well as it could, or not for long.</summary>
    Warning,

    /// <summary>The monitor can't do its work.</summary>
    Error,
}
