namespace AlephZeroMonitor.Host;

/// <summary>The file in DATA_DIR by which the health check knows a monitor that has no HTTP server.</summary>
internal static class HeartbeatFile
{
    /// <summary>Its name in DATA_DIR.</summary>
    public const string Name = "heartbeat";

    /// <summary>How often it is written.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private const string Well = "ok";
    private const int MaxLength = 2048; // characters
    private static readonly TimeSpan MaxAge = 6 * Interval;

    /// <summary>Writes it. A folder that cannot be written gets none.</summary>
    /// <param name="directory">DATA_DIR.</param>
    /// <param name="problems">What is wrong, a line each.</param>
    public static void Write(string directory, IEnumerable<string> problems)
    {
        try
        {
            if (FileRights.Of(PathIn(directory)) is null or { IsRegularFile: true })
            {
                var text = string.Concat(problems.DefaultIfEmpty(Well));
                File.WriteAllText(PathIn(directory), text.Length > MaxLength ? text[..MaxLength] : text);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The history reports that the folder cannot be used.
        }
    }

    /// <summary>Whether the monitor is healthy, and what to say; without a file it cannot be known, and counts as healthy.</summary>
    public static (bool IsHealthy, string Text) Read(string directory, DateTimeOffset now)
    {
        var file = new FileInfo(PathIn(directory));
        try
        {
            return FileRights.Of(file.FullName) is { IsRegularFile: true } && file.Length <= 4 * MaxLength
                ? (now - file.LastWriteTimeUtc, File.ReadAllText(file.FullName)) switch
                {
                    (var age, _) when age > MaxAge => (false, $"the monitor wrote no {file.FullName} for {age.TotalSeconds:0} s"),
                    (_, Well or "") => (true, Well), // Empty: it is being written.
                    (_, var problems) => (false, problems.TrimEnd('\n')),
                }
                : (true, $"not known: HTTP_PORT=0, and there is no {file.FullName}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (true, $"not known: HTTP_PORT=0, and {file.FullName} cannot be read: {FileFailure.Text(e)}");
        }
    }

    private static string PathIn(string directory) => Path.Combine(directory, Name);
}
