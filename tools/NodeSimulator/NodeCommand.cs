using System.CommandLine;

namespace NodeSimulator;

/// <summary>`node-simulator node`: a node in its own container.</summary>
internal static class NodeCommand
{
    private static readonly Option<Scenario> ScenarioName = Options.Choice<Scenario>("--scenario", null, "What happens to it.");
    private static readonly Option<string> Endpoint = new("--network") { Description = "The network's endpoint.", DefaultValueFactory = _ => "http://127.0.0.1:9955" };
    private static readonly Option<double> Speed = Options.Speed();
    private static readonly Option<LogFormat> Format = Options.Choice<LogFormat>("--format", LogFormat.Detailed, "The log's format.");
    private static readonly Option<bool> Colour = new("--colour") { Description = "Print the colours that a node prints on a terminal." };
    private static readonly Option<bool> Stdout = Options.Stdout();
    private static readonly Option<int> RpcPort = Options.Number("--rpc-port", 9944, 0, 65535, "The port of its own JSON-RPC server; 0 for none.");
    private static readonly Option<double> After = Options.Number("--after", 20.0, 0, 1_000_000, "When it falls behind, stands still, stops to finalize or crashes, in seconds of the world's time.");
    private static readonly Option<uint?> Lag = Options.OptionalNumber<uint>("--lag", 0, 1_000_000, "The lag in blocks that it holds when idle, in-major-sync (both 50 without it) or producing (none without it).");
    private static readonly Option<uint> Rate = Options.Number("--rate", 100u, 1u, 10_000u, "How many blocks it imports in a second of the world's time, at most.");
    private static readonly Option<bool> IgnoreSigterm = Options.IgnoreSigterm();
    private static readonly Option<string> State = new("--state") { Description = "The folder of its memory.", DefaultValueFactory = _ => "/var/lib/node-simulator" };

    public static Command Create()
    {
        Endpoint.Validators.Add(given =>
        {
            if (given.Tokens.Count == 1 && !(Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            {
                given.AddError($"--network: '{given.Tokens[0].Value}' is no URL of HTTP.");
            }
        });
        var command = new Command("node", "Play a node: real log lines, and its own JSON-RPC server.")
        {
            ScenarioName, Endpoint, Speed, Format, Colour, Stdout, RpcPort, After, Lag, Rate, IgnoreSigterm, State,
        };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        using var termination = new Termination(parsed.GetValue(IgnoreSigterm));
        var file = new LifeFile(parsed.GetValue(State)!);
        var life = file.Begin();
        var behaviour = Behaviour.Of(parsed.GetValue(ScenarioName), life.Number, TimeSpan.FromSeconds(parsed.GetValue(After)), parsed.GetValue(Lag));
        await using var output = parsed.GetValue(Stdout) ? Console.OpenStandardOutput() : Console.OpenStandardError();
        var log = new NodeLog(output, parsed.GetValue(Format), parsed.GetValue(Colour), TimeProvider.System);
        StartMessages.WriteBanner(log);
        log.Flush();

        using var network = new NetworkHead(new Uri(parsed.GetValue(Endpoint)!));
        if (!await network.FindAsync(termination.Token))
        {
            return EndWithoutNetwork(parsed.GetValue(Endpoint)!, termination);
        }

        var clock = new WorldClock(TimeProvider.System, parsed.GetValue(Speed));
        var node = new Node(behaviour, life, parsed.GetValue(Rate), file, network, log, clock);
        return await LiveAsync(node, network, clock, parsed.GetValue(RpcPort), termination.Token);
    }

    private static int EndWithoutNetwork(string endpoint, Termination termination)
    {
        if (termination.Token.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }

        Console.Error.WriteLine($"--network: no header from {endpoint}");
        return ExitCodes.Failure;
    }

    private static async Task<int> LiveAsync(Node node, NetworkHead network, WorldClock clock, int rpcPort, CancellationToken ct)
    {
        await using var server = rpcPort == 0 ? null : await JsonRpcServer.StartAsync(rpcPort, node.View);
        using var dead = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var following = network.FollowAsync(clock, dead.Token);
        var exitCode = await node.RunAsync(rpcPort, dead.Token);
        await dead.CancelAsync();
        await following;
        return exitCode;
    }
}
