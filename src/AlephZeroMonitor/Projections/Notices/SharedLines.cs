namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Lines that several nodes would write for one cause, such as an endpoint that is down: written once, when each node had a check to show it.</summary>
/// <param name="watched">How many nodes are watched.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedLines(Func<int> watched, TimeProvider time) : IProjection
{
    /// <summary>A node whose check hangs keeps the line back no longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private const int MostNames = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<object, SharedLine> _lines = [];

    /// <summary>Adds a node to the line of a cause.</summary>
    /// <param name="cause">What the nodes have in common.</param>
    /// <param name="node">The node.</param>
    /// <param name="write">Writes the line of this node for those that are named; that of the first node is taken.</param>
    public void Write(object cause, string node, Action<string> write)
    {
        lock (_gate)
        {
            _lines.TryAdd(cause, new SharedLine(write, time.GetTimestamp()));
            _lines[cause].Nodes.Add(node);
        }
    }

    /// <summary>Writes what is due. This projection comes after those that write shared lines.</summary>
    public void Checked(NodeReport report)
    {
        lock (_gate)
        {
            foreach (var (cause, line) in _lines)
            {
                line.Checked.Add(report.Name);
                if (line.Checked.Count >= watched() || time.GetElapsedTime(line.Since) >= LongestWait)
                {
                    _lines.Remove(cause);
                    line.Write(Names(line.Nodes));
                }
            }
        }
    }

    private static string Names(SortedSet<string> nodes) =>
        nodes.Count <= MostNames ? string.Join(", ", nodes) : $"{nodes.Count} nodes ({string.Join(", ", nodes.Take(MostNames))}, …)";

    private sealed record SharedLine(Action<string> Write, long Since)
    {
        public SortedSet<string> Nodes { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Checked { get; } = [];
    }
}
