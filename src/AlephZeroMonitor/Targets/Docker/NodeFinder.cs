using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Finds the containers that are most likely nodes.</summary>
internal sealed class NodeFinder(Containers containers) : INodeFinder
{
    public async Task<ImmutableArray<string>> FindAsync(CancellationToken ct)
    {
        try
        {
            return await containers.NamesLikeNodesAsync(ct);
        }
        catch (EngineException)
        {
            return [];
        }
    }
}
