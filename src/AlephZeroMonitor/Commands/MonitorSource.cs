using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands;

/// <summary>Gives verbs the running monitor to ask, and says what is wrong when they can't.</summary>
internal static class MonitorSource
{
    /// <summary>The monitor of these settings; null when they are mistaken or it has no HTTP server, which then stands on standard error.</summary>
    public static MonitorClient? Open() => SettingsSource.Read() is var (settings, _) ? Open(settings) : null;

    /// <summary>The monitor, to ask it for actions; null also when no API_TOKEN is set.</summary>
    public static MonitorClient? OpenToAct()
    {
        if (SettingsSource.Read() is not var (settings, _))
        {
            return null;
        }

        if (settings.ApiToken is null)
        {
            HistorySource.Mistake("actions need API_TOKEN, at least 16 characters, set alike for the monitor and here; better from a file: API_TOKEN_FILE. To make one: openssl rand -hex 16");
            return null;
        }

        return Open(settings);
    }

    /// <summary>Acts on the node that is meant; says on standard error why that can't be done.</summary>
    /// <param name="name">The node; may be null where only one is watched.</param>
    /// <param name="act">Acts, with the monitor, the node as it is, and the monitor's time; gives the exit code.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static async Task<int> ActAsync(string? name, Func<MonitorClient, NodeStatus, DateTimeOffset, Task<int>> act, CancellationToken ct)
    {
        using var monitor = OpenToAct();
        if (monitor is null)
        {
            return ExitCodes.Usage;
        }

        if (await monitor.GetAsync("/api/v1/nodes", ApiJson.Default.NodeList, ct) is not { } nodes)
        {
            return Fail(monitor);
        }

        if (Choose(nodes, name) is not { } node)
        {
            return ExitCodes.Usage;
        }

        return await act(monitor, node, nodes.At);
    }

    /// <summary>Says what the client could not do.</summary>
    public static int Fail(MonitorClient monitor)
    {
        Console.Error.WriteLine($"alephzero-monitor: {Words.Printable(monitor.Problem ?? "no answer", keepLines: true)}");
        return ExitCodes.Failure;
    }

    /// <summary>The node that is meant; null when it is not known which, and why then stands on standard error.</summary>
    /// <param name="nodes">The nodes that are watched.</param>
    /// <param name="name">Its name; may be null where only one is watched.</param>
    public static NodeStatus? Choose(NodeList nodes, string? name)
    {
        if (name is null && nodes.Nodes is [var only])
        {
            return only;
        }

        if (nodes.Nodes.FirstOrDefault(node => node.Name == name) is { } node)
        {
            return node;
        }

        var names = string.Join(", ", nodes.Nodes.Select(each => each.Name));
        HistorySource.Mistake(name is null ? $"say which node: {names}" : $"no node \"{Words.Printable(name)}\" is watched; watched: {names}");
        return null;
    }

    private static MonitorClient? Open(Settings settings)
    {
        if (settings.HttpPort == 0)
        {
            HistorySource.Mistake("HTTP_PORT=0: the monitor can't be asked; set HTTP_PORT for it and here");
            return null;
        }

        return new MonitorClient(settings.HttpAddress, settings.ApiToken);
    }
}
