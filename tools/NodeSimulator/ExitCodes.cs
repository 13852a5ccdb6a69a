namespace NodeSimulator;

/// <summary>The exit codes.</summary>
internal static class ExitCodes
{
    /// <summary>Ended by a signal.</summary>
    public const int Success = 0;

    /// <summary>The node panicked, as its scenario has it, or the network never answered.</summary>
    public const int Failure = 1;

    /// <summary>A mistake in the command line, or a port, file or folder that can't be used.</summary>
    public const int Usage = 2;
}
