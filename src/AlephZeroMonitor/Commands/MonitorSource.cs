using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary>What can be asked for nodes.</summary>
internal interface INodeSource : IDisposable
{
    /// <summary>How often it is worth asking.</summary>
    TimeSpan Pace { get; }

    /// <summary>Asks for the nodes. What keeps it from an answer is a <see cref="VerbFailure"/>.</summary>
    Task<NodeList> NodesAsync(CancellationToken ct);
}

/// <summary>The running monitor for verbs, asked by its HTTP API.</summary>
internal static class MonitorSource
{
    /// <summary>A client for the monitor at --url, or at the address of the settings.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="acts">Actions are asked for, which need API_TOKEN.</param>
    public static MonitorClient Open(ParseResult parsed, bool acts = false)
    {
        var url = parsed.GetValue(Inputs.Url);
        var settings = SettingsSource.Read([.. acts ? ["API_TOKEN"] : (string[])[], .. url is null ? ["HTTP_BIND", "HTTP_PORT"] : (string[])[]]);
        return (settings, acts) switch
        {
            ({ ApiToken: null }, true) => throw VerbFailure.Mistake(
                "actions need API_TOKEN, at least 16 characters, set alike for the monitor and here; better from a file: API_TOKEN_FILE. "
                + "To make one: openssl rand -hex 16"),
            ({ HttpPort: 0 }, _) when url is null => throw VerbFailure.Mistake("HTTP_PORT=0: the monitor can't be asked; set HTTP_PORT for it and here"),
            _ => new MonitorClient(url ?? settings.HttpAddress, settings.ApiToken),
        };
    }

    /// <summary>The monitor, or with --prometheus all monitors that a Prometheus collects.</summary>
    public static INodeSource OpenNodes(ParseResult parsed) => (parsed.GetValue(Inputs.Prometheus), parsed.GetValue(Inputs.Url)) switch
    {
        (null, _) => Open(parsed),
        (_, not null) => throw VerbFailure.Mistake("--url asks one monitor, and --prometheus all of them: give one of the two"),
        ({ } url, _) => new PrometheusClient(url, parsed.GetValue(Inputs.PrometheusTokenFile)),
    };

    /// <summary>Asks for an action on the node of the command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="action">The last part of the action's path.</param>
    /// <param name="follow">Shows what became of it, by the path that the monitor named for that; gives the exit code.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static async Task<int> ActAsync(ParseResult parsed, string action, Func<MonitorClient, string, Task<int>> follow, CancellationToken ct)
    {
        using var monitor = Open(parsed, acts: true);
        var node = Choose(await monitor.NodesAsync(ct), parsed.GetValue(Inputs.Node));
        return await follow(monitor, await monitor.PostAsync($"/api/v1/nodes/{Uri.EscapeDataString(node.Name)}/{action}", ct));
    }

    /// <summary>Asks for an action, and shows the node after it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="action">The last part of the action's path.</param>
    /// <param name="text">What to say of the node.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static Task<int> ShowAsync(ParseResult parsed, string action, Func<NodeStatus, string> text, CancellationToken ct) =>
        ActAsync(
            parsed,
            action,
            async (monitor, path) =>
            {
                var node = await monitor.AskAsync(path, ApiJson.Default.NodeStatus, ct);
                return Output.Write(node, Inputs.FormOf(parsed), () => Console.WriteLine(Words.Printable($"{node.Name}: {text(node)}")));
            },
            ct);

    private static NodeStatus Choose(NodeList nodes, string? name)
    {
        if (name is null && nodes.Nodes is [var only])
        {
            return only;
        }

        string[] names = [.. nodes.Nodes.Select(each => each.Name)];
        return nodes.Nodes.FirstOrDefault(node => node.Name == name)
            ?? throw VerbFailure.Mistake(name is null
                ? $"say which node: {string.Join(", ", names)}"
                : $"no node \"{Words.Printable(name)}\" is watched{Lookalike.Hint(name, names)}; watched: {string.Join(", ", names)}");
    }
}
