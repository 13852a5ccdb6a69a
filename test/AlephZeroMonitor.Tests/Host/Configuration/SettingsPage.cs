using System.Text;
using AlephZeroMonitor.Commands;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>docs/configuration.md, from the table of settings.</summary>
internal static class SettingsPage
{
    private const string Intro = """
        # Settings

        Settings are environment variables. Each can also be read from a file: `NAME_FILE=/run/secrets/name` gives `NAME` the file's text.
        An empty variable counts as not set. All mistakes are reported at once on standard error, each with the rule and an example, and the program ends with exit code 2
        before it does anything. A name that differs from one of these by a typing error is pointed out.

        """;

    /// <summary>The settings of the host and of the edges.</summary>
    public static SettingGroup[] Groups => [.. SettingsReader.Groups, .. Edges.Settings];

    private static IEnumerable<Setting> OfANode => Groups.SelectMany(group => group.Settings).Where(setting => setting.Scope != SettingScope.Nowhere);

    public static string Make()
    {
        var page = new StringBuilder(Intro);
        foreach (var group in Groups)
        {
            page.Append("\n## ").Append(group.Title).Append("\n\n| name | default | values | meaning |\n|---|---|---|---|\n");
            foreach (var setting in group.Settings)
            {
                var byDefault = setting.Default is { } value ? $"`{value}`" : $"*({setting.WithoutDefault})*";
                page.Append($"| `{setting.Name}` | {byDefault} | {setting.Rule} | {setting.Meaning} |\n");
            }

            foreach (var (setting, i) in group.Settings.Where(setting => setting.Advice is not null).Select((setting, i) => (setting, i)))
            {
                page.Append(i == 0 ? "\n" : "").Append($"- `{setting.Name}`: {setting.Advice}\n");
            }
        }

        return page.Append($"""

            ## For one node

            A node's container can override settings for this node by labels: the name in small letters with dashes, as in
            `docker run … --label alephzero-monitor.block-lag-100=200`. A label that can't be used is pointed out in the log, and doesn't count.
            The settings that may be labels: {string.Join(", ", OfANode.Select(setting => $"`{setting.Name}`"))}.

            """).ToString();
    }
}
