using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor top</c>: the nodes live.</summary>
internal static class TopCommand
{
    private const int TicksOfASecond = 10;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1) / TicksOfASecond;

    public static Verb Create() =>
        new("top", "Show the nodes live; ? shows the keys.", RunAsync, Inputs.Url, Inputs.Json);

    /// <summary>Shows them until q or a signal; where the output is no terminal, prints them once.</summary>
    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        if (Inputs.FormOf(parsed) == Form.Json || Console.IsOutputRedirected)
        {
            return await NodesCommand.RunAsync(parsed, ct);
        }

        // What is wrong from the start is reported on the usual screen, where it stays.
        using var monitor = MonitorSource.Open(parsed);
        var nodes = await monitor.AskAsync("/api/v1/nodes", ApiJson.Default.NodeList, ct);
        using var screen = new Screen(ct);
        try
        {
            await ShowAsync(monitor, nodes, screen);
        }
        catch (OperationCanceledException) when (screen.Ended.IsCancellationRequested)
        {
            // The monitor stops.
        }

        return ExitCodes.Success;
    }

    private static async Task ShowAsync(MonitorClient monitor, NodeList nodes, Screen screen)
    {
        var (state, problem) = (new TopState(), (string?)null);
        while (true)
        {
            for (var tick = 0; tick < TicksOfASecond; tick++)
            {
                Screen.Draw(TopView.Lines(nodes, state, problem, (Output.Width, Screen.Room), Colors.OfConsole()));
                await Task.Delay(Tick, TimeProvider.System, screen.Ended);
                foreach (var key in Screen.TakeKeys())
                {
                    if (state.Press(key, nodes) is not { } next)
                    {
                        return;
                    }

                    state = next;
                }
            }

            try
            {
                (nodes, problem) = (await monitor.AskAsync("/api/v1/nodes", ApiJson.Default.NodeList, screen.Ended), null);
            }
            catch (VerbFailure failure)
            {
                problem = failure.Message;
            }
        }
    }
}
