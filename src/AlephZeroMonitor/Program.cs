using System.CommandLine;
using AlephZeroMonitor.Commands;

var root = new RootCommand("Watches Aleph Zero node containers and restarts a node when the evidence says that it helps. "
    + "Settings are environment variables; CONTAINER_NAME is required.");
root.SetAction((_, ct) => WatchCommand.RunAsync(ct));

var file = new Argument<FileInfo?>("FILE") { Description = "A saved `docker logs --timestamps`; without it, or with -, standard input.", Arity = ArgumentArity.ZeroOrOne };
var facts = new Command("facts", "Print the facts of a node's saved log as JSON.") { file };
facts.SetAction((parsed, ct) => FactsCommand.RunAsync(parsed.GetValue(file), ct));
root.Subcommands.Add(facts);

var healthcheck = new Command("healthcheck", "Ask the running monitor whether it is alive; exit code 0 when it is.");
healthcheck.SetAction((_, ct) => HealthcheckCommand.RunAsync(ct));
root.Subcommands.Add(healthcheck);

var check = new Command("check", "Look at each node once and say what would be decided; act on nothing. Exit codes of monitoring plug-ins: 0 well, 1 warning, 2 critical, 3 unknown.");
check.SetAction((_, ct) => CheckCommand.RunAsync(ct));
root.Subcommands.Add(check);

var json = new Option<bool>("--json") { Description = "Print JSON." };
var doctor = new Command("doctor", "Look at all that the monitor needs, and say how to mend what is wrong.") { json };
doctor.SetAction((parsed, ct) => DoctorCommand.RunAsync(parsed.GetValue(json), ct));
root.Subcommands.Add(doctor);

var parsed = root.Parse(args);
return parsed.Errors.Count > 0 ? await ReportAsync(parsed) : await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

static async Task<int> ReportAsync(ParseResult parsed)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }

    await Console.Error.WriteLineAsync("Try: alephzero-monitor --help");
    return ExitCodes.Usage;
}
