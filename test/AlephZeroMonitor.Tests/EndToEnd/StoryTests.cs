using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using AlephZeroMonitor.Projections.Notifications;
using NodeSimulator;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>What people get in five stories on the real engine, by HTTP and by mail: the end of docs/alerts.md.</summary>
public sealed partial class StoryTests
{
    private const string WriteVariable = "WRITE_DOCS";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_OfFiveStories_AreThoseOfTheDocument()
    {
        await using var mail = await SmtpServer.StartAsync("plain");
        var stories = await Task.WhenAll(
            TellAsync(mail, "A node crashes, and its owner starts it", lag: 5, messages: 2, [], async story =>
            {
                await story.Scene.Node.CrashAsync("Error: Service(Other(\"Column families not opened: col11\"))");
                await story.GotAsync(1);
                await story.Scene.Node.StartAgainAsync();
            }),
            TellAsync(mail, "A node falls behind and is rescued", lag: 5, messages: 1, [], story =>
            {
                story.Scene.Node.Append(Idle(0).Replace($"#{Head}", $"#{Head + 40}", StringComparison.Ordinal), life: 2);
                story.Scene.Endpoint.Head += 40;
                return Task.CompletedTask;
            }),
            TellAsync(mail, "A node that restarts do not help", lag: 40, messages: 3, [("RESTART_COOLDOWN", "3"), ("RESTART_BACKOFF_MAX", "3")], story =>
            {
                for (var life = 2; life < 9; life++)
                {
                    story.Scene.Node.Append(Idle(40), life);
                }

                return Task.CompletedTask;
            }),
            TellAsync(mail, "The endpoint dies and comes back", lag: 5, messages: 2, [("BLIND_AFTER", "5")], async story =>
            {
                story.Scene.Endpoint.Fault = Fault.Error500;
                await story.GotAsync(1);
                story.Scene.Endpoint.Fault = Fault.None;
            }),
            TellAsync(mail, "Docker goes away and comes back", lag: 5, messages: 2, [("BLIND_AFTER", "5")], async story =>
            {
                await story.Scene.Engine.GoAwayAsync();
                await story.GotAsync(1);
                story.Scene.Engine.ComeBack();
            }));
        var page = $"\n## Five stories\n\nWhat receivers got, on a real Docker, by `generic+http://`, and the same by mail.\n{string.Concat(stories)}";
        if (Environment.GetEnvironmentVariable(WriteVariable) is not null)
        {
            AlertsPage.Stories = page;
        }

        Assert.Equal(Number().Replace(AlertsPage.Stories, "#"), Number().Replace(page, "#"));
    }

    private static async Task<string> TellAsync(SmtpServer mail, string title, uint lag, int messages, (string, string)[] variables, Func<Story, Task> happen)
    {
        await using var people = await ReceiverServer.StartAsync();
        var to = title.Replace(' ', '-').Replace(",", "", StringComparison.Ordinal).ToLowerInvariant();
        await using var scene = await ProxiedMonitor.StartAsync(lag, variables:
        [
            ("NOTIFY_URL", $"generic+http://{people.Host}/ smtp://127.0.0.1:{mail.Port}/?from=monitor@example.org&to={to}@example.org&disabletls=yes"), .. variables,
        ]);
        await scene.Monitor.SeeAsync(lag == 5 ? ": InStep" : "restarted in");
        var story = new Story(scene, people);
        await happen(story);
        await story.GotAsync(messages);
        string[] titles = [.. people.Requests.Select(got => got.Text("title")!)];
        await UntilAsync(() => Mails().Length == messages);
        Assert.Equal(titles.Order(), Mails().Order());
        return $"\n### {title}\n{string.Concat(people.Requests.Select(got => Shown(got, scene)))}";

        string[] Mails() => [.. mail.Mails.Where(each => $"{each.To}".StartsWith(to, StringComparison.Ordinal)).Select(each => each.Subject!)];
    }

    private static string Shown(Got got, ProxiedMonitor scene)
    {
        var text = new StringBuilder($"\n> **{got.Text("title")}** (`{got.Text("kind")}`, `{got.Text("level")}`)\n>\n");
        foreach (var line in got.Text("text")!.Split('\n'))
        {
            text.Append($"> {line}<br>\n");
        }

        return text.Replace(scene.Node.Name, "validator-1").Replace(scene.Endpoint.Url.TrimEnd('/'), "http://endpoint.example")
            .Replace(scene.Engine.Url["unix://".Length..], "/var/run/docker.sock").Replace(Environment.MachineName, "my-host").ToString();
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var clock = Stopwatch.StartNew(); !isSo(); await Task.Delay(100, Ct))
        {
            Assert.True(clock.Elapsed < Patience, "it did not happen");
        }
    }

    /// <summary>Spans and counts differ from run to run.</summary>
    [GeneratedRegex(@"\d+(\.\d+)?( (min|s|h) \d+ (s|min))?|(?<=It runs again; )[^.]+")]
    private static partial Regex Number();

    private sealed record Story(ProxiedMonitor Scene, ReceiverServer People)
    {
        public Task GotAsync(int messages) => UntilAsync(() => People.Requests.Count >= messages);
    }
}
