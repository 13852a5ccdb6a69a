using static AlephZeroMonitor.Host.Configuration.Setting;
using static AlephZeroMonitor.Host.Configuration.Values;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>The settings of messages.</summary>
internal static class NotificationRows
{
    private const int MostPerHour = 1000;
    private const int MostUrls = 20;

    public static SettingGroup Group { get; } = new(
        "Messages",
        [
            Of(
                "NOTIFY_URL", null, Urls,
                (settings, value) => settings with { NotifyUrls = value },
                "who is told of alerts and restarts, in the form of Shoutrrr and Apprise; `?min=warning` or `?min=critical` at the end of a URL leaves out what is less "
                + "urgent; see [alerts.md](alerts.md#receivers). Better from a file, a URL a line: `NOTIFY_URL_FILE`") with
            {
                Example = "ntfy://ntfy.sh/my-validators",
                IsSecret = true,
                Wrong = Wrong,
            },
            Of(
                "NOTIFY_REPEAT", "21600", Repeat,
                (settings, value) => settings with { NotifyRepeat = value },
                "after how long an alert that still stands is told again"),
            Of(
                "NOTIFY_MAX_PER_HOUR", "30", Number($"a whole number from 1 to {MostPerHour}", 1, MostPerHour, value => (int)value),
                (settings, value) => settings with { NotifyMaxPerHour = value },
                "how many messages are sent in an hour at most; the last of them is a summary of all that there is to tell, and what follows waits"),
            Of(
                "PUBLIC_URL", null, HttpUrl,
                (settings, value) => settings with { PublicUrl = value },
                "where people reach the page; messages link to it") with
            {
                Example = "https://monitor.example.org/",
            },
            Of(
                "HEARTBEAT_URL", null, HttpUrl,
                (settings, value) => settings with { HeartbeatUrl = value },
                "a dead man's switch such as healthchecks.io: it is asked for once a minute while the watch is alive, with `/fail` at its end while no node can be judged") with
            {
                Example = "https://hc-ping.com/00000000-0000-0000-0000-000000000000",
                IsSecret = true,
            },
        ]);

    private static Values<TimeSpan> Repeat => Seconds(from: 0, to: 30 * 24 * 3600) with { Rule = "seconds, or a whole number with a unit, such as 30m, 6h or 1d, at most 30d; 0: never" };

    private static Values<ImmutableArray<string>> Urls => new(
        "URLs of receivers, separated by blanks, commas or line ends",
        text => Schemes.Split(text) is { Length: <= MostUrls } urls && urls.Distinct().Count() == urls.Length && urls.All(url => Schemes.Fault(url) is null) ? ImmutableArray.Create(urls) : null);

    /// <summary>Which URLs are wrong, and why.</summary>
    private static string Wrong(string text) => string.Join("; ", Schemes.Split(text).Select((url, i) => (Fault: Schemes.Fault(url), Number: i + 1))
        .Where(each => each.Fault is not null).Select(each => $"URL {each.Number}: {each.Fault}").DefaultIfEmpty($"at most {MostUrls}, and each once"));
}
