using System.Globalization;

namespace NodeSimulator;

/// <summary>The simulated network: a block a second of the world's time, and a head that can be shifted.</summary>
internal sealed class Network(uint start, WorldClock clock)
{
    private long _shift;

    /// <summary>The latest block.</summary>
    public uint Head => (uint)Math.Clamp(start + (long)clock.Now.TotalSeconds + Interlocked.Read(ref _shift), 0, uint.MaxValue);

    /// <summary>Does what the path of a POST asks for: `/fault/NAME`, `/head/N`. Null when it is neither.</summary>
    public string? Control(JsonRpcServer server, string path)
    {
        if (path.StartsWith("/fault/", StringComparison.Ordinal) && Names.TryRead<Fault>(path["/fault/".Length..], out var fault))
        {
            server.Fault = fault;
            return $"fault: {Names.Of(fault)}";
        }

        if (path.StartsWith("/head/", StringComparison.Ordinal)
            && int.TryParse(path["/head/".Length..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var blocks))
        {
            Interlocked.Add(ref _shift, blocks);
            return $"head: {Head}";
        }

        return null;
    }
}
