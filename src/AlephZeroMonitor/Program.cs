using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using AlephZeroMonitor.Commands;
using AlephZeroMonitor.Host.Configuration;

const string NodeName = "NODE";

var root = new RootCommand("Watches Aleph Zero node containers and restarts a node when the evidence says that it helps. "
    + "Settings are environment variables; CONTAINER_NAME is required.");
root.SetAction((_, ct) => WatchCommand.RunAsync(ct));

// Without the aliases of other systems' command lines: completion would offer them.
root.Options.Remove(root.Options.OfType<HelpOption>().Single());
root.Options.Add(new HelpOption("--help", "-h"));

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

var node = new Option<string?>("--node") { Description = "One node only.", HelpName = NodeName };
node.CompletionSources.Add(_ => Names());
var since = new Option<string?>("--since") { Description = "How far back, such as 30m, 24h or 7d; all that is there without it." };
var limit = new Option<int>("--limit") { Description = "How many of each at most.", DefaultValueFactory = _ => 20 };
var history = new Command("history", "Print the restarts, what they did for the nodes, and the decisions, newest first.") { node, since, limit, json };
history.SetAction(parsed => HistoryCommand.Run(parsed.GetValue(node), parsed.GetValue(since), parsed.GetValue(limit), parsed.GetValue(json)));
root.Subcommands.Add(history);

var which = new Argument<string?>("WHICH") { Description = "A decision's id, a time (UTC), or a node; without it the latest decision.", Arity = ArgumentArity.ZeroOrOne };
var explain = new Command("explain", "Say why a decision was made, and what would have changed it.") { which, json };
explain.SetAction(parsed => ExplainCommand.Run(parsed.GetValue(which), parsed.GetValue(json)));
root.Subcommands.Add(explain);

var set = new Option<string[]>("--set") { Description = "A setting to try, NAME=VALUE; may be given several times.", AllowMultipleArgumentsPerToken = true };
var replay = new Command("replay", "Make the saved decisions again, also with other settings; exit code 1 when one is not as saved.") { node, since, set, json };
replay.SetAction(parsed => ReplayCommand.Run(parsed.GetValue(node), parsed.GetValue(since), parsed.GetValue(set) ?? [], parsed.GetValue(json)));
root.Subcommands.Add(replay);

var status = new Command("status", "Ask the running monitor how it and its nodes are: one screen.") { json };
status.SetAction((parsed, ct) => StatusCommand.RunAsync(parsed.GetValue(json), ct));
root.Subcommands.Add(status);

var nodes = new Command("nodes", "Ask the running monitor for its nodes.") { json };
nodes.SetAction((parsed, ct) => NodesCommand.RunAsync(parsed.GetValue(json), ct));
root.Subcommands.Add(nodes);

var endpoints = new Command("endpoints", "Ask the running monitor for its endpoints, and what their word is worth.") { json };
endpoints.SetAction((parsed, ct) => EndpointsCommand.RunAsync(parsed.GetValue(json), ct));
root.Subcommands.Add(endpoints);

var top = new Command("top", "Show the nodes live; q quits.") { json };
top.SetAction((parsed, ct) => TopCommand.RunAsync(parsed.GetValue(json), ct));
root.Subcommands.Add(top);

var name = new Argument<string?>(NodeName) { Description = "The node; may be left out where only one is watched.", HelpName = NodeName, Arity = ArgumentArity.ZeroOrOne };
name.CompletionSources.Add(_ => Names());
var span = new Option<string>("--for") { Description = "How long, such as 30m, 2h or 1d.", DefaultValueFactory = _ => "1h" };
var pause = new Command("pause", "Have the running monitor leave a node alone for a time; needs API_TOKEN.") { name, span, json };
pause.SetAction((parsed, ct) => PauseCommand.PauseAsync(parsed.GetValue(name), parsed.GetValue(span)!, parsed.GetValue(json), ct));
root.Subcommands.Add(pause);

var resume = new Command("resume", "End a node's pause and dry run; needs API_TOKEN.") { name, json };
resume.SetAction((parsed, ct) => PauseCommand.ResumeAsync(parsed.GetValue(name), parsed.GetValue(json), ct));
root.Subcommands.Add(resume);

var restart = new Command("restart", "Ask the running monitor to restart a node, and say what it decided; needs API_TOKEN. Exit code 0 when the node was restarted.") { name, json };
restart.SetAction((parsed, ct) => RestartCommand.RunAsync(parsed.GetValue(name), parsed.GetValue(json), ct));
root.Subcommands.Add(restart);

var shell = new Argument<string>("SHELL") { Description = "bash or zsh." };
shell.AcceptOnlyFromAmong(CompletionCommand.Shells);
var completion = new Command("completion", "Print a script for the shell that completes verbs and options.") { shell };
completion.SetAction(parsed => CompletionCommand.Run(parsed.GetValue(shell)!));
root.Subcommands.Add(completion);

var parsed = root.Parse(args);
var isCheck = parsed.CommandResult.Command == check; // Its codes are those of monitoring plug-ins, where 1 and 2 tell of the nodes.
if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
{
    return await ReportAsync(parsed, isCheck ? CheckCommand.Unknown : ExitCodes.Usage);
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = parsed.Action == root.Action });
}
catch (OperationCanceledException)
{
    return isCheck ? CheckCommand.Unknown : ExitCodes.Failure; // Ctrl-C in the middle of a verb.
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    // Verbs tell of all other failures themselves: what is left is a full disk or the like behind standard output, or that it is closed.
    await Console.Error.WriteLineAsync($"alephzero-monitor: can't write to standard output: {(e.InnerException ?? e).Message}");
    return isCheck ? CheckCommand.Unknown : ExitCodes.Failure;
}

static IEnumerable<CompletionItem> Names() => SettingsReader.Read(ProcessEnvironment.Read()).Settings?.ContainerNames.Select(each => new CompletionItem(each)) ?? [];

static async Task<int> ReportAsync(ParseResult parsed, int exitCode)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }

    await Console.Error.WriteLineAsync("Try: alephzero-monitor --help");
    return exitCode;
}
