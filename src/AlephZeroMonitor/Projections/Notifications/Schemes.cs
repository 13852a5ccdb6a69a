using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>A kind of receiver.</summary>
/// <param name="Example">A URL of it, as it is typed.</param>
/// <param name="Fits">The URL has all that it needs.</param>
/// <param name="Options">The options that it may have; null: any.</param>
/// <param name="Make">Makes a receiver.</param>
/// <param name="HidesHost">Its host is a secret, or always the same.</param>
internal sealed record Scheme(
    string Example, Func<ReceiverUrl, bool> Fits, string[]? Options, Func<ReceiverUrl, HttpClient, TimeProvider, IReceiver> Make, bool HidesHost = false)
{
    /// <summary>How often alerts that stand are sent to it again; null: it remembers them itself.</summary>
    public TimeSpan? RepeatsEvery { get; init; }

    /// <summary>A kind that is sent to by HTTP.</summary>
    public static Scheme Http(
        string example, Func<ReceiverUrl, bool> fits, string[]? options, Func<ReceiverUrl, Message, IEnumerable<Call>> calls, bool hidesHost = false) =>
        new(example, fits, options, (url, http, time) => new HttpReceiver(url, calls, http, time), hidesHost);
}

/// <summary>All kinds of receivers. A new one is its file and its line here.</summary>
internal static partial class Schemes
{
    public static readonly ImmutableDictionary<string, Scheme> All = new Dictionary<string, Scheme>
    {
        ["alertmanager+http"] = Alertmanager.Scheme,
        ["alertmanager+https"] = Alertmanager.Scheme,
        ["apprise+http"] = Apprise.Scheme,
        ["apprise+https"] = Apprise.Scheme,
        ["discord"] = Discord.Scheme,
        ["generic+http"] = Generic.Scheme,
        ["generic+https"] = Generic.Scheme,
        ["gotify"] = Gotify.Scheme,
        ["matrix"] = Matrix.Scheme,
        ["ntfy"] = Ntfy.Scheme,
        ["pagerduty"] = PagerDuty.Scheme,
        ["pushover"] = Pushover.Scheme,
        ["slack"] = Slack.Scheme,
        ["smtp"] = Smtp.Scheme,
        ["smtps"] = Smtp.Scheme,
        ["teams"] = Teams.Scheme,
        ["telegram"] = Telegram.Scheme,
    }.ToImmutableDictionary();

    /// <summary>What people copy from a browser or a service's page.</summary>
    private static readonly (string Host, string Scheme)[] WebAddresses =
        [("discord.com", "discord"), ("hooks.slack.com", "slack"), ("ntfy.sh", "ntfy"), ("telegram.org", "telegram"), ("logic.azure.com", "teams")];

    /// <summary>An example of each kind.</summary>
    public static IEnumerable<string> Examples => All.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => each.Value.Example).Distinct();

    /// <summary>Splits the setting into its URLs.</summary>
    public static string[] Split(string text) => [.. Separator().Split(text).Where(url => url.Length > 0)];

    /// <summary>A comma separates only where another URL begins: options have commas, too.</summary>
    [GeneratedRegex(@"\s+|,\s*(?=[a-z+]+://)")]
    private static partial Regex Separator();

    /// <summary>What is wrong with a receiver's URL, without its secrets; null when nothing is.</summary>
    public static string? Fault(string text) => ReceiverUrl.Parse(text) switch
    {
        null => "it is no URL with a scheme",
        { Scheme: "https", Host: var host } when WebAddresses.FirstOrDefault(each => host.EndsWith(each.Host, StringComparison.Ordinal)) is { Scheme: { } scheme } =>
            $"a receiver of {host} is written like {All[scheme].Example}",
        var url when !All.TryGetValue(url.Scheme, out _) => $"the scheme {Message.Limited(url.Scheme, 20)}:// is not known; there are {string.Join(", ", All.Keys.Order(StringComparer.Ordinal))}; docs/alerts.md has an example of each",
        { Min: null } => "min must be info, warning or critical",
        var url when All[url.Scheme] is var scheme && !scheme.Fits(url) => $"it must be like {scheme.Example}",
        var url when !All[url.Scheme].HidesHost && !Uri.TryCreate($"http://{url.Host}", UriKind.Absolute, out _) =>
            $"{Message.Limited(url.Host, 40)} is no host, or no host and port",
        var url when All[url.Scheme] is { Options: { } options } && url.Unknown(options).ToArray() is [var option, ..] =>
            $"the option {Message.Limited(option, 20)} is not known; there are {string.Join(", ", options.Append("min"))}",
        _ => null,
    };

    /// <summary>The receiver of a URL without fault.</summary>
    public static KnownReceiver Make(string text, HttpClient http, TimeProvider time)
    {
        var url = ReceiverUrl.Parse(text)!;
        var scheme = All[url.Scheme];
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
        return new(key, $"{url.Scheme}://{(scheme.HidesHost ? "…" : url.Host)}", url.Min ?? AlertLevel.Info, scheme.Make(url, http, time)) { RepeatsEvery = scheme.RepeatsEvery };
    }

    /// <summary>The receivers of the settings.</summary>
    public static ImmutableArray<KnownReceiver> MakeAll(IEnumerable<string> urls, TimeProvider time)
    {
        var http = HttpCaller.NewClient();
        return [.. urls.Select(url => Make(url, http, time))];
    }
}

/// <summary>A receiver of the settings.</summary>
/// <param name="Key">What the outbox knows it by, over restarts and other orders.</param>
/// <param name="Name">It as it may be shown.</param>
/// <param name="Min">The least level of the messages that it gets.</param>
/// <param name="Receiver">Sends.</param>
internal sealed record KnownReceiver(string Key, string Name, AlertLevel Min, IReceiver Receiver)
{
    /// <summary>How often alerts that stand are sent to it again; null: it remembers them itself.</summary>
    public TimeSpan? RepeatsEvery { get; init; }
}
