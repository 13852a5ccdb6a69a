namespace NodeSimulator;

/// <summary>What a node says when it starts. Source: the logs of r-15.</summary>
internal static class StartMessages
{
    public const string Version = "15.1.0-fc9a1a8f2d1";

    private const string Thread = "main";

    /// <summary>The lines before the node knows its best block.</summary>
    public static void WriteBanner(NodeLog log)
    {
        foreach (var message in (ReadOnlySpan<string>)
        [
            "Aleph Node",
            $"✌️  version {Version}",
            "❤️  by Cardinal:Aleph Zero Foundation, 2021-2025",
            "📋 Chain specification: Aleph Zero",
            "🏷  Node name: node-simulator",
            "👤 Role: AUTHORITY",
            "💾 Database: RocksDb at /data/chains/mainnet/db/full",
        ])
        {
            log.Write("sc_cli::runner", message, Thread);
        }

        log.Write("sc_chain_spec", "Using default protocol ID \"sup\" because none is configured in the chain specs", Thread);
        log.Write("sub-libp2p", "🏷  Local node identity is: 12D3KooWBd1hpWeQkojuzYtYt1R8DB7j6z3mLu4mi6kQ2rXvT8aE", Thread);
        foreach (var property in (ReadOnlySpan<string>)
        [
            "Operating system: linux",
            "CPU architecture: x86_64",
            "Target environment: gnu",
            "CPU: AMD Ryzen 9 5950X 16-Core Processor",
            "CPU cores: 16",
            "Memory: 64228MB",
            "Kernel: 5.15.0-131-generic",
            "Linux distribution: Ubuntu 22.04 LTS",
            "Virtual machine: no",
        ])
        {
            log.Write("sc_sysinfo", $"💻 {property}", Thread);
        }
    }

    /// <summary>The lines from its best block to its JSON-RPC server.</summary>
    public static void WriteServices(NodeLog log, uint best, int rpcPort)
    {
        log.Write("sc_service::builder", $"📦 Highest known block at #{log.Number(best)}", Thread);
        log.Write("substrate_prometheus_endpoint", "〽️ Prometheus exporter started at 0.0.0.0:9615");
        if (rpcPort != 0)
        {
            log.Write("sc_rpc_server", $"Running JSON-RPC server: addr=0.0.0.0:{rpcPort}, allowed origins=[\"*\"]", Thread);
        }
    }
}
