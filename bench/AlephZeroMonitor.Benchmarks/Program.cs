using AlephZeroMonitor.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["table", var binary, .. var parts])
{
    Table.Begin();
    foreach (var part in parts is [] ? ["core", "log", "fleet", "reaction", "server"] : parts)
    {
        using var server = new ServerRows(binary);
        await (part switch
        {
            "core" => Task.Run(CoreRows.Write),
            "log" => new LogRows(binary).WriteAsync(),
            "fleet" => new FleetRows(binary).WriteAsync(),
            "reaction" => new FleetRows(binary).ReactAsync(),
            "server" => server.WriteAsync(),
            _ => throw new ArgumentException($"no part \"{part}\": core, log, fleet, reaction, server"),
        });
    }

    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
