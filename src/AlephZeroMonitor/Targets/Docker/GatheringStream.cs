using System.Net.Sockets;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A connection whose bytes are left to gather before they are read, for long answers that nobody waits for by the line.</summary>
/// <remarks>
/// Docker writes a log line by line. The system would wake this program for each write, also while it does not wait for one, and that costs
/// far more than the reading. So the socket is never waited for: it is looked at, and in between Docker fills its side of it, which has room for about 250 lines.
/// </remarks>
internal sealed class GatheringStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private const int Few = 4 * 1024;
    private const int Many = 16 * 1024;

    private static readonly TimeSpan ShortestGap = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(8);

    private TimeSpan _gap = ShortestGap;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (Socket.Available < Few)
        {
            await Task.Delay(_gap, cancellationToken);
            _gap = TimeSpan.FromTicks(Math.Clamp(Socket.Available < Many ? _gap.Ticks * 2 : _gap.Ticks / 2, ShortestGap.Ticks, LongestGap.Ticks));
            if (Socket.Poll(0, SelectMode.SelectRead))
            {
                break;
            }
        }

        return await base.ReadAsync(buffer, cancellationToken);
    }
}
