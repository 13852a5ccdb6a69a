namespace AlephZeroMonitor.Commands;

/// <summary>The program's exit codes. They are API.</summary>
internal static class ExitCodes
{
    /// <summary>Done, or ended by a signal.</summary>
    public const int Success = 0;

    /// <summary>It did not work: not healthy, a file that can't be read, rights that can't be dropped.</summary>
    public const int Failure = 1;

    /// <summary>The settings or the command line are mistaken.</summary>
    public const int Usage = 2;
}
