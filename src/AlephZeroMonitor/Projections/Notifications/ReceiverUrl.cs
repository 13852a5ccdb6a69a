using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>The URL of a receiver, in the form that Shoutrrr and Apprise use: its parts keep their case, unlike those of a <see cref="Uri"/>.</summary>
internal sealed partial record ReceiverUrl(string Scheme, string User, string Password, string Host, string Path, ImmutableArray<(string Name, string Value)> Options)
{
    private const int ShortestSecret = 4;
    private static readonly string[] OwnOptions = ["min", "disabletls"];

    /// <summary>The least level of the messages that it gets (<c>?min=</c>); null when that is no level.</summary>
    public AlertLevel? Min => Option("min") is not { } text ? AlertLevel.Info
        : Enum.TryParse<AlertLevel>(text, ignoreCase: true, out var level) && !char.IsAsciiDigit(text[0]) ? level : null;

    /// <summary>It is reached without TLS: <c>disabletls=yes</c>, as in Shoutrrr, or a scheme that ends with <c>+http</c>.</summary>
    public bool IsPlain => Option("disabletls") is "yes" or "true" or "1" || Scheme.EndsWith("+http", StringComparison.Ordinal);

    /// <summary>The parts of its path, without empty ones.</summary>
    public string[] Segments => Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Its path without the last part, as a path.</summary>
    public string Folder => string.Concat(Segments.SkipLast(1).Select(segment => $"/{Uri.EscapeDataString(segment)}"));

    /// <summary>The options that are not the monitor's own, as a query.</summary>
    public string Query
    {
        get
        {
            var pairs = Options.Where(each => !OwnOptions.Contains(each.Name)).Select(each => $"{Uri.EscapeDataString(each.Name)}={Uri.EscapeDataString(each.Value)}");
            return string.Join('&', pairs) is { Length: > 0 } query ? "?" + query : "";
        }
    }

    /// <summary>User and password as a header; null without them.</summary>
    public string? Basic => User.Length + Password.Length == 0 ? null
        : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))).ToString();

    /// <summary>Reads a URL; null when it is none.</summary>
    public static ReceiverUrl? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var user = match.Groups["user"].Value.Split(':', 2);
        var options = match.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2));
        return new(
            match.Groups["scheme"].Value.ToLowerInvariant(), Decoded(user[0]), user.Length > 1 ? Decoded(user[1]) : "", match.Groups["host"].Value, Decoded(match.Groups["path"].Value),
            [.. options.Select(pair => (Decoded(pair[0]).ToLowerInvariant(), pair.Length > 1 ? Decoded(pair[1]) : ""))]);
    }

    /// <summary>The value of an option; null when it is not there.</summary>
    public string? Option(params ReadOnlySpan<string> names)
    {
        foreach (var (name, value) in Options)
        {
            if (names.Contains(name))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The values of an option that is a list, separated by commas.</summary>
    public string[] List(params ReadOnlySpan<string> names) =>
        Option(names)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>A URL at its host.</summary>
    public Uri At(string path) => new($"{(IsPlain ? "http" : "https")}://{Host}{path}");

    /// <summary>The options that neither the monitor nor its scheme knows.</summary>
    public IEnumerable<string> Unknown(string[] known) => Options.Select(each => each.Name).Except(known).Except(OwnOptions);

    /// <summary>A text without what may be a secret in this URL: servers repeat it when they refuse it.</summary>
    public string Hide(string text)
    {
        var parts = Segments.Concat(Options.Select(each => each.Value)).Concat([User, Password]);
        return parts.Where(part => part.Length >= ShortestSecret).OrderByDescending(part => part.Length)
            .Aggregate(text, (shown, part) => shown.Replace(part, "…", StringComparison.OrdinalIgnoreCase));
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text);

    [GeneratedRegex(@"^(?<scheme>[A-Za-z][A-Za-z0-9+]*)://(?:(?<user>[^/?@]*)@)?(?<host>[^/?@\s]*)(?<path>/[^?]*)?(?:\?(?<query>.*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
