using System.Text.Json.Serialization.Metadata;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary>The running monitor for verbs, asked by its HTTP API.</summary>
internal static class MonitorSource
{
    /// <summary>A client for the monitor that has these settings.</summary>
    /// <param name="acts">Actions are asked for, which need API_TOKEN.</param>
    public static MonitorClient Open(bool acts = false)
    {
        var (settings, _) = SettingsSource.Read();
        return (settings, acts) switch
        {
            ({ ApiToken: null }, true) => throw VerbFailure.Mistake(
                "actions need API_TOKEN, at least 16 characters, set alike for the monitor and here; better from a file: API_TOKEN_FILE. "
                + "To make one: openssl rand -hex 16"),
            ({ HttpPort: 0 }, _) => throw VerbFailure.Mistake("HTTP_PORT=0: the monitor can't be asked; set HTTP_PORT for it and here"),
            _ => new MonitorClient(settings.HttpAddress, settings.ApiToken),
        };
    }

    /// <summary>Asks for something that the verb cannot do without.</summary>
    public static async Task<T> AskAsync<T>(this MonitorClient monitor, string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class => await monitor.GetAsync(path, type, ct) ?? throw Failure(monitor);

    /// <summary>Ends the verb for what the client could not do.</summary>
    public static VerbFailure Failure(MonitorClient monitor) => new(Words.Printable(monitor.Problem ?? "no answer", keepLines: true));

    /// <summary>Asks for an action on a node.</summary>
    /// <param name="name">The node; may be null where only one is watched.</param>
    /// <param name="action">The last part of the action's path.</param>
    /// <param name="follow">Shows what became of it, by the path that the monitor named for that; gives the exit code.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static async Task<int> ActAsync(string? name, string action, Func<MonitorClient, string, Task<int>> follow, CancellationToken ct)
    {
        using var monitor = Open(acts: true);
        var node = Choose(await monitor.AskAsync("/api/v1/nodes", ApiJson.Default.NodeList, ct), name);
        var path = await monitor.PostAsync($"/api/v1/nodes/{Uri.EscapeDataString(node.Name)}/{action}", ct) ?? throw Failure(monitor);
        return await follow(monitor, path);
    }

    /// <summary>Shows a node after an action.</summary>
    /// <param name="monitor">The monitor.</param>
    /// <param name="path">The node's path.</param>
    /// <param name="text">What to say of the node.</param>
    /// <param name="asJson">Print JSON.</param>
    /// <param name="ct">Ends the call.</param>
    public static async Task<int> ShowAsync(
        MonitorClient monitor, string path, Func<NodeStatus, string> text, bool asJson, CancellationToken ct)
    {
        var node = await monitor.AskAsync(path, ApiJson.Default.NodeStatus, ct);
        return Output.Write(node, asJson, () => Console.WriteLine(Words.Printable($"{node.Name}: {text(node)}")));
    }

    private static NodeStatus Choose(NodeList nodes, string? name)
    {
        if (name is null && nodes.Nodes is [var only])
        {
            return only;
        }

        var names = string.Join(", ", nodes.Nodes.Select(each => each.Name));
        return nodes.Nodes.FirstOrDefault(node => node.Name == name)
            ?? throw VerbFailure.Mistake(name is null
                ? $"say which node: {names}"
                : $"no node \"{Words.Printable(name)}\" is watched; watched: {names}");
    }
}
