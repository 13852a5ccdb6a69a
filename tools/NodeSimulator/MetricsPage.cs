namespace NodeSimulator;

/// <summary>The metrics page of a node, as far as it tells of the chain.</summary>
/// <remarks>Source of the names: Substrate's sc-service, sc-network, sc-network-sync and sc-basic-authorship. A real node serves it at a port of its own, 9615.</remarks>
internal sealed class MetricsPage(ChainView chain, JsonRpcMethods methods)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/metrics";

    /// <summary>The page's text; with a fault that garbles answers it has no samples.</summary>
    public string Text(Fault fault) => fault is Fault.RpcError or Fault.NullResult ? "# EOF\n" : $$"""
        # HELP substrate_block_height Block height info of the chain
        # TYPE substrate_block_height gauge
        substrate_block_height{status="best",chain="azero"} {{methods.Head(fault)}}
        substrate_block_height{status="finalized",chain="azero"} {{chain.Finalized()}}
        substrate_block_height{status="sync_target",chain="azero"} {{chain.Highest()}}
        # HELP substrate_proposer_block_constructed Histogram of time taken to construct new block
        # TYPE substrate_proposer_block_constructed histogram
        substrate_proposer_block_constructed_bucket{chain="azero",le="+Inf"} {{chain.Prepared()}}
        substrate_proposer_block_constructed_sum{chain="azero"} {{chain.Prepared() * 0.005}}
        substrate_proposer_block_constructed_count{chain="azero"} {{chain.Prepared()}}
        # HELP substrate_process_start_time_seconds Number of seconds between the UNIX epoch and the moment the process started
        # TYPE substrate_process_start_time_seconds gauge
        substrate_process_start_time_seconds{chain="azero"} {{chain.StartedAt().ToUnixTimeSeconds()}}
        # HELP substrate_sub_libp2p_is_major_syncing Whether the node is performing a major sync or not.
        # TYPE substrate_sub_libp2p_is_major_syncing gauge
        substrate_sub_libp2p_is_major_syncing{chain="azero"} {{(chain.IsSyncing() ? 1 : 0)}}
        # HELP substrate_sub_libp2p_peers_count Number of connected peers
        # TYPE substrate_sub_libp2p_peers_count gauge
        substrate_sub_libp2p_peers_count{chain="azero"} {{chain.Peers()}}

        """;
}
