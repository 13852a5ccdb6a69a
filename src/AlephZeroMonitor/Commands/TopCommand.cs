using System.CommandLine;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary><c>alephzero-monitor top</c>: the nodes live.</summary>
internal static class TopCommand
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.1);

    public static Verb Create() =>
        new("top", "Show the nodes live; ? shows the keys.", RunAsync, Inputs.NodeSource);

    /// <summary>Shows them until q or a signal; where the output is no terminal, prints them once.</summary>
    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        if (Inputs.FormOf(parsed) == Form.Json || Console.IsOutputRedirected)
        {
            return await NodesCommand.RunAsync(parsed, ct);
        }

        // What is wrong from the start is reported on the usual screen, where it stays.
        using var source = MonitorSource.OpenNodes(parsed);
        var nodes = await source.NodesAsync(ct);
        using var screen = new Screen(ct);
        try
        {
            await ShowAsync(source, nodes, screen);
        }
        catch (OperationCanceledException) when (screen.Ended.IsCancellationRequested)
        {
            // The monitor stops.
        }

        return ExitCodes.Success;
    }

    private static async Task ShowAsync(INodeSource source, NodeList nodes, Screen screen)
    {
        var (state, problem) = (new TopState(), (string?)null);
        while (true)
        {
            for (var tick = 0; tick < source.Pace / Tick; tick++)
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
                (nodes, problem) = (await source.NodesAsync(screen.Ended), null);
            }
            catch (VerbFailure failure)
            {
                problem = failure.Message;
            }
        }
    }
}
