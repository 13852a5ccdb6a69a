using System.CommandLine;

namespace NodeSimulator;

/// <summary>`node-simulator network`: a JSON-RPC endpoint of the network.</summary>
internal static class NetworkCommand
{
    public static Command Create()
    {
        var port = Options.Number("--port", 9955, 0, 65535, "The port; 0 takes any that is free.");
        var head = Options.Number("--head", 110_000_000u, 0u, uint.MaxValue, "The block that the network starts with.");
        var speed = Options.Speed();
        var chain = new Option<string>("--chain") { Description = "The chain's name.", DefaultValueFactory = _ => "Aleph Zero" };
        var fault = Options.Choice<Fault>("--fault", Fault.None, "What is wrong with the endpoint.");
        var command = new Command("network", "Play the network: JSON-RPC by HTTP POST and WebSocket. POST /fault/NAME changes the fault, POST /head/N shifts the head by N blocks.")
        {
            port, head, speed, chain, fault,
        };
        command.SetAction((parsed, _) => RunAsync(
            parsed.GetValue(port),
            new Network(parsed.GetValue(head), new WorldClock(TimeProvider.System, parsed.GetValue(speed))),
            parsed.GetValue(chain)!,
            parsed.GetValue(fault)));
        return command;
    }

    private static async Task<int> RunAsync(int port, Network network, string chain, Fault fault)
    {
        using var termination = new Termination(ignoreSigterm: false);
        var view = new ChainView { Head = () => network.Head, ChainName = () => chain };
        await using var server = await JsonRpcServer.StartAsync(port, view, network.Control);
        server.Fault = fault;
        Console.WriteLine($"{chain} at {server.HttpUrl} and {server.WsUrl}, head {network.Head}, fault: {Names.Of(fault)}");
        await termination.WaitAsync();
        return ExitCodes.Success;
    }
}
