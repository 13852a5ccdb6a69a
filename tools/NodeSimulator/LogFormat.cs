namespace NodeSimulator;

/// <summary>The two formats of a node's log.</summary>
public enum LogFormat
{
    /// <summary>With milliseconds, level, thread and target; the official container's since r-12.</summary>
    Detailed,

    /// <summary>Time and message alone.</summary>
    Plain,
}
