using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor top</c>: the nodes live.</summary>
internal static class TopCommand
{
    private const int TicksOfASecond = 10;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1) / TicksOfASecond;

    public static Verb Create() =>
        new("top", "Show the nodes live; q quits.", (parsed, ct) => RunAsync(parsed.GetValue(Inputs.Json), ct), Inputs.Json);

    /// <summary>Shows them until q or a signal; where the output is no terminal, prints them once.</summary>
    private static async Task<int> RunAsync(bool asJson, CancellationToken ct)
    {
        if (asJson || Console.IsOutputRedirected)
        {
            return await NodesCommand.RunAsync(asJson, ct);
        }

        // What is wrong from the start is reported on the usual screen, where it stays.
        using var monitor = MonitorSource.Open();
        var nodes = await monitor.AskAsync("/api/v1/nodes", ApiJson.Default.NodeList, ct);
        using var screen = new Screen(ct);
        try
        {
            await ShowAsync(monitor, nodes, screen);
        }
        catch (OperationCanceledException) when (screen.Ended.IsCancellationRequested)
        {
            // This is how it ends.
        }

        return ExitCodes.Success;
    }

    private static async Task ShowAsync(MonitorClient monitor, NodeList nodes, Screen screen)
    {
        while (true)
        {
            Screen.Draw(TopView.Lines(nodes, monitor.Problem, Output.Width, Screen.Room, Colors.OfConsole()));
            for (var tick = 0; tick < TicksOfASecond; tick++)
            {
                await Task.Delay(Tick, TimeProvider.System, screen.Ended);
                screen.TakeKeys();
            }

            nodes = await monitor.GetAsync("/api/v1/nodes", ApiJson.Default.NodeList, screen.Ended) ?? nodes;
        }
    }
}
