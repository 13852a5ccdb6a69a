using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor top</c>: the nodes live.</summary>
internal static class TopCommand
{
    private const int TicksOfASecond = 10;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1) / TicksOfASecond;

    /// <summary>Shows them until q or a signal; where the output is no terminal, prints them once.</summary>
    public static async Task<int> RunAsync(bool asJson, CancellationToken ct)
    {
        if (asJson || Console.IsOutputRedirected)
        {
            return await NodesCommand.RunAsync(asJson, ct);
        }

        using var monitor = MonitorSource.Open();
        if (monitor is null)
        {
            return ExitCodes.Usage;
        }

        // What is wrong from the start is said on the usual screen, where it stays.
        if (await monitor.GetAsync("/api/v1/nodes", ApiJson.Default.NodeList, ct) is not { } nodes)
        {
            return MonitorSource.Fail(monitor);
        }

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
            Screen.Draw(TopView.Lines(nodes, monitor.Problem, Page.Width, Screen.Room, Ink.OfConsole()));
            for (var tick = 0; tick < TicksOfASecond; tick++)
            {
                await Task.Delay(Tick, TimeProvider.System, screen.Ended);
                screen.TakeKeys();
            }

            nodes = await monitor.GetAsync("/api/v1/nodes", ApiJson.Default.NodeList, screen.Ended) ?? nodes;
        }
    }
}
