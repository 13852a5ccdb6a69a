using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace AlephZeroMonitor.Commands;

/// <summary>Runs the verb that the command line names.</summary>
internal static class CommandLine
{
    /// <summary>Runs a verb; without one, the first of <paramref name="verbs"/>.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, params Verb[] verbs)
    {
        var root = Root(verbs);
        var parsed = root.Parse(args);
        var verb = parsed.CommandResult.Command as Verb ?? verbs[0];
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            var lines = parsed.Errors.Select(error => error.Message).Append($"Try: {Product.Name} --help");
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, lines));
            return verb.Code(ExitCodes.Usage);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = parsed.Action == root.Action,
            });
        }
        catch (OperationCanceledException)
        {
            return verb.Code(ExitCodes.Failure); // Ctrl-C.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Verbs report all other failures themselves. What is left is standard output: closed, or behind it a full disk.
            await Console.Error.WriteLineAsync($"{Product.Name}: can't write to standard output: {(e.InnerException ?? e).Message}");
            return verb.Code(ExitCodes.Failure);
        }
    }

    private static RootCommand Root(Verb[] verbs)
    {
        var root = new RootCommand("Watches Aleph Zero node containers and restarts a node when the evidence says that it helps. "
            + "Settings are environment variables; CONTAINER_NAME is required.")
        {
            Action = verbs[0].Action,
        };

        // Help without its aliases of other systems, which completion would offer.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Add(new HelpOption("--help", "-h"));
        foreach (var verb in verbs)
        {
            root.Subcommands.Add(verb);
        }

        return root;
    }
}
