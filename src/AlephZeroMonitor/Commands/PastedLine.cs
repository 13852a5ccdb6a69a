using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Commands;

/// <summary>Which program put something before each line of a node's log.</summary>
internal enum LogSourceKind
{
    /// <summary>Nothing but Docker's time.</summary>
    Docker,

    /// <summary>docker compose: <c>node-1  | </c>.</summary>
    Compose,

    /// <summary>journalctl: <c>Nov 12 10:00:00 host aleph-node[1]: </c>.</summary>
    Journal,

    /// <summary>journalctl -o short-iso: <c>2024-11-12T10:00:00+0100 host aleph-node[1]: </c>.</summary>
    JournalIso,

    /// <summary>CRI: <c>2024-11-12T10:00:00.123456789Z stderr F </c>.</summary>
    Cri,
}

/// <summary>A line taken apart: which program printed it, for whom, when, and what is left.</summary>
internal readonly ref partial struct PastedLine
{
    /// <summary>Prefixes are short; what is longer is the node's own.</summary>
    private const int MaxPrefix = 1024;

    private const string Iso = @"(?<time>(?>[0-9][^ ]{9}T[^ ]{8,}))\ *";
    private const string Journal = @"(?<name>[^ ]+\ [^ ]+?)(\[[^ \[]*\])?:(\ |$)";
    private const string Colors = @"(\e\[[^m]*m)*";

    public LogSourceKind Kind { get; private init; }

    /// <summary>The container, or host and program without its pid; of CRI nothing, whose files have one container each.</summary>
    public string Name { get; private init; }

    /// <summary>The program's time (RFC 3339, though the zone may lack its colon); empty when it has none that is certain.</summary>
    public string Time { get; private init; }

    /// <summary>The node's line, or a piece of it.</summary>
    public ReadOnlySpan<byte> Text { get; private init; }

    /// <summary>CRI: the line goes on in the next record of the same stream.</summary>
    public bool IsPiece { get; private init; }

    /// <summary>CRI: it was written to standard error.</summary>
    public bool IsError { get; private init; }

    /// <summary>Takes a line apart.</summary>
    public static PastedLine Of(ReadOnlySpan<byte> line)
    {
        // In Latin-1 each byte is a letter, so that the length of the match is that of the prefix.
        var match = Prefix().Match(Encoding.Latin1.GetString(line[..Math.Min(line.Length, MaxPrefix)]));
        var groups = match.Groups;
        return new()
        {
            Kind = !match.Success ? LogSourceKind.Docker
                : groups["cri"].Success ? LogSourceKind.Cri
                : groups["time"].Success ? LogSourceKind.JournalIso
                : groups["compose"].Success ? LogSourceKind.Compose
                : LogSourceKind.Journal,
            Name = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(groups["name"].Value)),
            Time = groups["time"].Value,
            Text = line[match.Length..],
            IsPiece = groups["piece"].Success,
            IsError = groups["cri"].Value == "stderr",
        };
    }

    /// <summary>The month's name may be of any language.</summary>
    [GeneratedRegex(
        $$"""
        ^({{Iso}}((?<cri>std(out|err))\ (F|(?<piece>P))(\ |$)|{{Journal}})
        |(?!{{Iso}})(
            (?<compose>{{Colors}})(?<name>[^ |\e]+)\ +\|{{Colors}}\ ?{{Colors}}
            |[^ 0-9]{3,12}\ +[0-9]{1,2}\ +[0-9]{2}:[0-9]{2}:[0-9.:]+\ +{{Journal}}))
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
