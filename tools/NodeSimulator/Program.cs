using System.CommandLine;
using System.Net.Sockets;
using NodeSimulator;

var root = new RootCommand("Plays an Aleph Zero node, or the network that it follows, for demonstrations and end-to-end tests.")
{
    NetworkCommand.Create(),
    NodeCommand.Create(),
    ReplayCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }

    Console.Error.WriteLine("Try: node-simulator --help");
    return ExitCodes.Usage;
}

try
{
    // Signals are the commands' own matter: some of them must ignore SIGTERM.
    return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
{
    // A port in use, a file that isn't there, a folder that can't be written.
    Console.Error.WriteLine(e.Message);
    return ExitCodes.Usage;
}
