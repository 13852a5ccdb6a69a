using System.Text;
using AlephZeroMonitor.Architecture;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Wording;
using static AlephZeroMonitor.Projections.Notifications.Notices;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>docs/alerts.md and deploy/prometheus/rules.yaml, from what the program itself says.</summary>
internal static class AlertsPage
{
    private const string Runbook = "docs/alerts.md#";
    private const string StoriesHeading = "\n## Five stories\n";

    private static readonly string File = Path.Combine(Sources.Root, "docs", "alerts.md");

    public static AlertKind[] Kinds => Enum.GetValues<AlertKind>();

    /// <summary>The end of the page: what real receivers got, which <see cref="EndToEnd.StoryTests"/> writes.</summary>
    public static string Stories
    {
        get => System.IO.File.ReadAllText(File) is var page && page.IndexOf(StoriesHeading, StringComparison.Ordinal) is >= 0 and var begin ? page[begin..] : "";
        set => System.IO.File.WriteAllText(File, Make() + value);
    }

    public static string Make()
    {
        var page = new StringBuilder("""
            # Alerts

            An alert is something that a person should look at. [decisions.md](decisions.md#alerts) says exactly when each begins and ends. The same alerts stand in the log, in the API
            (`alerts` of a node), on the page, in `status` and `top`, in the metric `alephzero_alert`, and in messages.

            """);
        foreach (var kind in Kinds)
        {
            var guide = AlertGuide.Of(kind);
            page.Append($"\n## {kind}\n\n**{guide.Title}.** {guide.Meaning} Level: `{new Alert(kind, default).Level}`.\n\n- How sure: {guide.Certainty}\n- The monitor: {guide.Monitor}\n- What to do: {guide.ToDo}\n");
        }

        page.Append("""

            ## Messages

            With `NOTIFY_URL` set, people are told when an alert begins, again while it stands (`NOTIFY_REPEAT`), and when it is over; and what became of a restart: that it helped, that it did not, or that it failed.
            A restart that helped is one message. Several nodes with the same alert are one message that lists them: what one of several nodes shows waits for the others for `CHECK_INTERVAL` and 15 s, at most two minutes.
            An alert that ends before it was sent is not sent. One that ends while the monitor is down is reported as over when the monitor runs again; one that still stands is not sent again.

            Messages are saved in the history together with the decision that they are about, and sent by a worker of their own: a receiver that is down delays neither the watch nor another receiver. Each is tried
            until it is delivered, with longer and longer waits (15 s to 15 min) or as the receiver asks (`Retry-After`), for a day; then it is given up with a line in the log. It can arrive twice when the monitor
            is killed at the wrong moment, with the same id, which receivers that know such a thing (Matrix, PagerDuty, Alertmanager, mail, `generic`) use to tell. At most `NOTIFY_MAX_PER_HOUR` messages are made in an hour;
            the last of them is a summary.

            A message about an alert:

            """).Append('\n');
        var crash = Decision(0, Reason.NotRunning) with
        {
            RunState = RunState.Stopped,
            End = new LifeEnd(Now, 101, false, false) { IsAskedFor = false, RestartPolicy = "no", LastWords = "Error: Service(Other(\"no space\"))" },
        };
        SavedNoticeText(page, new Notice(NoticeKind.AlertBegan, crash) { Alert = Alert(AlertKind.Crashed) });
        page.Append("\nAnd one about a restart that helped:\n\n");
        SavedNoticeText(page, Helped());
        page.Append("\n## Receivers\n\n`NOTIFY_URL` is a list of URLs, separated by blanks, commas or line ends. Each may end with `?min=warning` or `?min=critical`. `disabletls=yes` asks a server of your own without TLS.\n\n");
        foreach (var example in Schemes.Examples)
        {
            page.Append($"- `{example}`\n");
        }

        return page.Append("""

            `alephzero-monitor notify test` sends a message to each and prints what it answers; `notify list` shows how it goes with each.

            `generic+https://` posts this JSON, with the message's id as `Idempotency-Key`. With a secret in the URL (`generic+https://:SECRET@host/path`) the header `X-Alephzero-Signature` is `sha256=` and the
            lower-case hexadecimal HMAC-SHA256 of the body. `kind` is `Began`, `Stands`, `Over`, `Restart`, `Summary` or `Test`; `level` is `Info`, `Warning` or `Critical`.

            ```json

            """).Append(System.Text.Json.JsonSerializer.Serialize(
                Message() with { Title = "validator-1: crashed", Text = "it ended by itself with exit code 101.\nThe monitor: …\nWhat to do: …", Link = new Uri("https://monitor.example/") }, new MessageJson(new System.Text.Json.JsonSerializerOptions(MessageJson.Default.Options) { WriteIndented = true }).Message)).Append("""

            ```

            `alertmanager+http://` sends alerts with the labels `alertname`, `node`, `severity` and `job`, again each minute while they stand, so that Alertmanager ends them five minutes after the monitor is gone.

            `HEARTBEAT_URL` is asked for (GET) once a minute while all loops are alive: a service such as healthchecks.io then calls people when it hears nothing any more. While no node can be judged, `/fail` is
            appended to its path.

            ## With Prometheus

            [deploy/prometheus/rules.yaml](../deploy/prometheus/rules.yaml) has a rule for each alert, and [alertmanager.yaml](../deploy/prometheus/alertmanager.yaml) an example of a route.

            """).ToString();
    }

    public static string Rules()
    {
        var rules = new StringBuilder("# A rule for each alert of alephzero-monitor; written by a test from the program's own texts. They need no `for`: an alert begins once it has lasted.\ngroups:\n  - name: alephzero-monitor\n    rules:\n");
        foreach (var kind in Kinds)
        {
            var guide = AlertGuide.Of(kind);
            rules.Append($"      - alert: {kind}\n        expr: alephzero_alert{{alert=\"{kind}\"}} == 1\n        labels:\n          severity: {$"{new Alert(kind, default).Level}".ToLowerInvariant()}\n        annotations:\n"
                + $"          summary: '{{{{ $labels.node }}}}: {Quoted(guide.Title)}'\n          description: '{Quoted(guide.Meaning)} {Quoted(guide.ToDo)}'\n          runbook_url: {Runbook}{kind.ToString().ToLowerInvariant()}\n");
        }

        return rules.Append(
            "      - alert: MonitorGone\n        expr: absent(alephzero_monitor_info)\n        for: 5m\n        labels:\n          severity: critical\n        annotations:\n"
            + "          summary: alephzero-monitor does not answer\n          description: Nobody watches the nodes. See whether its container runs.\n").ToString();
    }

    private static string Quoted(string text) => text.Replace("'", "''");

    private static void SavedNoticeText(StringBuilder page, Notice notice)
    {
        (string, Notice)[] one = [("validator-1", notice)];
        page.Append($"> **{NoticeText.Title(one)}**\n>\n{string.Join('\n', NoticeText.Text(one).Split('\n').Select(line => $"> {line}<br>"))}\n");
    }
}
