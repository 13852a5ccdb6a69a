using System.Collections.Concurrent;
using System.Net.Sockets;

namespace AlephZeroMonitor.Host;

/// <summary>Which of the monitors of this machine that run outside of containers acts on a node: the one that first held its name, until it ends.</summary>
/// <remarks>The kernel frees a socket's name when its process ends. Processes in other network namespaces do not see it.</remarks>
internal sealed class MachineLock : IDisposable
{
    /// <summary>The other process that acts, for people.</summary>
    public const string Other = "another process of this machine";

    private readonly ConcurrentDictionary<string, (string Instance, Socket Socket)> _held = new();

    /// <summary>This process holds the node, perhaps from now on; what it held of that name before, it gives up.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="instance">What runs it now, such as a container's id.</param>
    public bool Holds(string name, string instance)
    {
        if (_held.TryGetValue(name, out var held) && held.Instance == instance)
        {
            return true;
        }

        Release(name);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint($"\0alephzero-monitor/{instance}"));
            _held[name] = (instance, socket);
            return true;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            return e.SocketErrorCode != SocketError.AddressAlreadyInUse;
        }
    }

    /// <summary>The node is not watched any more: another process may act on it.</summary>
    public void Release(string name)
    {
        if (_held.TryRemove(name, out var held))
        {
            held.Socket.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var (_, socket) in _held.Values)
        {
            socket.Dispose();
        }
    }
}
