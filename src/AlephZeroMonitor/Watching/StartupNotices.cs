using AlephZeroMonitor.Projections.Notices;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

/// <summary>What was found before the log was there.</summary>
/// <param name="Notices">Each with whether it is a warning.</param>
internal sealed record StartupNotices(IReadOnlyList<(bool IsWarning, string Text)> Notices)
{
    /// <summary>Writes them to the log.</summary>
    public void WriteTo(ILogger log)
    {
        foreach (var (isWarning, text) in Notices)
        {
            if (isWarning)
            {
                log.Warn(text);
            }
            else
            {
                log.Inform(text);
            }
        }
    }
}
