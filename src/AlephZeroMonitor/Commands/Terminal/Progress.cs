namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>
/// How far long work has come: a line on standard error that is wiped at the end. Nothing where standard error is no terminal.
/// </summary>
/// <param name="what">What is counted, in words.</param>
/// <param name="time">The clock.</param>
internal sealed class Progress(string what, TimeProvider time) : IDisposable
{
    private const string Wipe = "\r\e[K";

    /// <summary>Work that is done sooner needs no line; and nobody reads faster.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private long _shownAt = time.GetTimestamp();
    private bool _isShown;

    /// <summary>So many are done.</summary>
    public void Show(long count)
    {
        if (Console.IsErrorRedirected || time.GetElapsedTime(_shownAt) < Pace)
        {
            return;
        }

        (_shownAt, _isShown) = (time.GetTimestamp(), true);
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"{Wipe}{count} {what} …"));
    }

    /// <summary>Wipes the line.</summary>
    public void Dispose()
    {
        if (_isShown)
        {
            Console.Error.Write(Wipe);
        }
    }
}
