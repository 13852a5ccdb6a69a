namespace AlephZeroMonitor.Core.Network;

/// <summary>What an endpoint's word is worth for one node. The names are API; docs/endpoints.md explains them.</summary>
public enum EndpointState
{
    /// <summary>It counts.</summary>
    Trusted,

    /// <summary>It counts, but its head hasn't moved for <see cref="EndpointView.StaleAfter"/>.</summary>
    Stale,

    /// <summary>It answers, but its head jumped further than a chain can.</summary>
    Implausible,

    /// <summary>It answers, but for another chain than the node's.</summary>
    OtherChain,

    /// <summary>It gives no answer that can be used.</summary>
    Down,
}
