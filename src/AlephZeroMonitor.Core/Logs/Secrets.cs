using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>Keeps from view what looks like a secret in a node's log.</summary>
public static partial class Secrets
{
    /// <summary>The text without it: the value behind a telling name, what stands before the @ of a URL, or behind its ?.</summary>
    /// <param name="line">One line. One that can't be looked through in time, on a machine that is busy, is hidden as a whole.</param>
    public static string Hide(string line)
    {
        try
        {
            return Secret().Replace(line, match => match.Groups["name"].Value + "…");
        }
        catch (RegexMatchTimeoutException)
        {
            return "…";
        }
    }

    [GeneratedRegex(@"(?<name>(?:seed|phrase|mnemonic|password|passwd|secret|token|api[-_]?key|node-key|suri)[""']?\s*[=:]\s*)\S.*|(?<name>://)[^/@\s]+(?=@)|(?<name>://[^\s?]*\?)\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
