using System.Collections.Immutable;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>What <c>status --json</c> prints.</summary>
/// <param name="Monitor">The monitor.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="Endpoints">The endpoints.</param>
/// <param name="Restarts">The last restarts, the latest first.</param>
internal sealed record StatusReport(MonitorStatus Monitor, ImmutableArray<NodeStatus> Nodes, ImmutableArray<EndpointStatus> Endpoints, ImmutableArray<RestartEntry> Restarts);
