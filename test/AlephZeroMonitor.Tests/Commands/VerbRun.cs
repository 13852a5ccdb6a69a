using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Commands;

/// <summary>Runs the program in this process, with a console and an environment of its own. Both are the whole process's: such tests run one by one.</summary>
internal static class VerbRun
{
    private static readonly string[] Names = [.. SettingsPage.Groups.SelectMany(group => group.Settings).Select(setting => setting.Name)];

    /// <summary>Runs it with these arguments, separated by blanks, and with no settings but these.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(string arguments, params IEnumerable<(string Name, string Value)> settings) =>
        RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), settings);

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, params IEnumerable<(string Name, string Value)> settings)
    {
        var given = settings.ToDictionary(each => each.Name, each => (string?)each.Value);
        var environment = Names.Union(given.Keys).ToDictionary(name => name, Environment.GetEnvironmentVariable);
        var (output, error) = (Console.Out, Console.Error);
        using var written = new StringWriter();
        using var complained = new StringWriter();
        try
        {
            Set(Names.ToDictionary(name => name, _ => (string?)null));
            Set(given);
            Console.SetOut(written);
            Console.SetError(complained);
            var main = typeof(CommandLine).Assembly.EntryPoint!;
            var exitCode = await Task.Run(() => (int)main.Invoke(null, [arguments])!, TestContext.Current.CancellationToken);
            return (exitCode, written.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            Set(environment);
        }
    }

    private static void Set(Dictionary<string, string?> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}

[CollectionDefinition(nameof(VerbRun), DisableParallelization = true)]
public class OneByOne;
