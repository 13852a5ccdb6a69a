namespace AlephZeroMonitor.Watching;

/// <summary>The nodes that are watched. The set may change while the program runs.</summary>
public sealed class Nodes
{
    private readonly Lock _gate = new();
    private ImmutableArray<Node> _all = [];

    /// <summary>All nodes, by name.</summary>
    public ImmutableArray<Node> All
    {
        get
        {
            lock (_gate)
            {
                return _all;
            }
        }
    }

    /// <summary>A node; null when none of that name is watched.</summary>
    public Node? Find(string name) => All.FirstOrDefault(node => node.Name == name);

    /// <summary>An operator's request; null when it is not known any more.</summary>
    public RestartRequest? FindRequest(long id) => All.Select(node => node.FindRequest(id)).FirstOrDefault(request => request is not null);

    /// <summary>Adds a node.</summary>
    public void Add(Node node)
    {
        lock (_gate)
        {
            _all = [.. _all.Append(node).OrderBy(each => each.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Removes a node.</summary>
    public void Remove(Node node)
    {
        lock (_gate)
        {
            _all = _all.Remove(node);
        }
    }
}
