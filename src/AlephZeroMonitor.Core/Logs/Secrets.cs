using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Core.Logs;

/// <summary>Keeps from view what looks like a secret in a node's log.</summary>
public static partial class Secrets
{
    // "seed: …", "\"secret_key\":\"…\"", "Authorization: Bearer …", "invalid phrase \"…\"", "Token(…)": to the end of the line.
    private const string Named = """(?<kept>(?:seed|phrase|mnemonic|password|passwd|pwd|secret|token|credentials?|authorization|cookie|suri|(?:api|node|private|access|signing)[-_ ]?key)(?:[-_][a-z0-9]+)*(?:[\\"'`]*\s*[=:]\s*|\s*["'`(]|["'`]))\S.*""";

    // "bearer …".
    private const string Bearer = @"(?<kept>\bbearer\s+)\S.*";

    // "--node-key …", also as a list of arguments is printed: "\"--node-key\", \"…\"".
    private const string Option = """(?<kept>--(?:[a-z0-9]+-)*(?:seed|phrase|mnemonic|password|secret|token|suri|key)(?:-[a-z0-9]+)*["'=,\s]+)\S.*""";

    // Twelve words, none shorter than three letters or longer than eight: a mnemonic.
    private const string Mnemonic = @"(?-i:\b(?:[a-z]{3,8} ){11,23}[a-z]{3,8}\b)";

    // Of a URL the scheme and the host stay.
    private const string Url = """(?<kept>://)(?:[^\s/?#"'<>]*@)?(?<host>(?:\[[0-9a-f:.]+\]|[^\s/?#@:"'`<>(){}\[\],;]+)(?::[0-9]+)?)(?<path>[/?#:@][^\s"'`<>]*)?""";

    /// <summary>The text without it: what follows a telling name, what looks like a mnemonic, and all of a URL but scheme and host.</summary>
    /// <param name="line">One line. One that can't be looked through in time, on a machine that is busy, is hidden as a whole.</param>
    public static string Hide(string line)
    {
        try
        {
            return Secret().Replace(line, Hidden);
        }
        catch (RegexMatchTimeoutException)
        {
            return "…";
        }
    }

    private static string Hidden(Match match)
    {
        var kept = match.Groups["kept"].Value;
        if (!match.Groups["host"].Success)
        {
            return kept + "…";
        }

        // "://host/" and "://host: refused" hide nothing.
        var path = match.Groups["path"].Value;
        return kept + match.Groups["host"].Value + (path.Length > 1 ? path[0] is '/' ? "/…" : "…" : path);
    }

    [GeneratedRegex($"{Named}|{Bearer}|{Option}|{Mnemonic}|{Url}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
