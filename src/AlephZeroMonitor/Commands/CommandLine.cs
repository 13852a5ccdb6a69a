using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary>Runs the verb that the command line names.</summary>
internal static class CommandLine
{
    private const int UsualWidth = 80;

    /// <summary>Runs a verb; without one, the first of <paramref name="verbs"/>.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, params Verb[] verbs)
    {
        var root = Root(verbs);
        var parsed = root.Parse(args is ["help", .. var rest] ? [.. rest, "--help"] : args);
        var verb = parsed.CommandResult.Command as Verb ?? verbs[0];
        if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
        {
            return await FailAsync(parsed, Mistakes(parsed), verb.Code(ExitCodes.Usage));
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
            return await FailAsync(parsed, $"can't write to standard output: {(e.InnerException ?? e).Message}", verb.Code(ExitCodes.Failure));
        }
    }

    /// <summary>Reports what ended the verb on standard error, as JSON where the verb was to print JSON.</summary>
    public static async Task<int> FailAsync(ParseResult parsed, string text, int exitCode)
    {
        var isJson = parsed.Tokens.Any(token => token.Value is "--json" or "json");
        await Console.Error.WriteLineAsync(isJson ? ApiJson.Print(new Problem(text) { ExitCode = exitCode }) : $"{Product.Name}: {text}");
        return exitCode;
    }

    private static string Mistakes(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var (verbs, options) = (command.Subcommands.Select(each => each.Name), command.Options.SelectMany(each => each.Aliases.Prepend(each.Name)));
        var unknown = parsed.UnmatchedTokens.Select(token => token.StartsWith('-')
            ? $"unknown option \"{token}\"{Lookalike.Hint(token, options)}"
            : $"unknown {(verbs.Any() ? "verb" : "argument")} \"{token}\"{Lookalike.Hint(token, verbs)}");
        var others = parsed.Errors.Select(error => error.Message).Where(text => !parsed.UnmatchedTokens.Any(token => text.Contains($"'{token}'", StringComparison.Ordinal)));
        var help = command is Verb ? $"{Product.Name} {command.Name} --help" : $"{Product.Name} --help";
        return string.Join(Environment.NewLine, [.. unknown.Concat(others), $"See: {help}"]);
    }

    private static RootCommand Root(Verb[] verbs)
    {
        var root = new RootCommand("Watches Aleph Zero nodes, and restarts a node when the evidence says that a restart helps. "
            + "Settings are environment variables.")
        {
            Action = verbs[0].Action,
        };

        // The options of the program itself, without aliases of other systems, which completion would offer.
        root.Options.Clear();
        root.Options.Add(new VersionOption("--version", "-v"));
        root.Options.Add(new HelpOption("--help", "-h") { Action = new HelpAction { MaxWidth = Output.Width ?? UsualWidth } });
        foreach (var verb in verbs)
        {
            root.Subcommands.Add(verb);
        }

        return root;
    }
}
