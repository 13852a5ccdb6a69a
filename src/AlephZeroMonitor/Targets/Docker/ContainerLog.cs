using System.Globalization;
using AlephZeroMonitor.Core.Logs;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Reads the log of one container. Never by time: the engine scans the whole file for that, but seeks a tail from the end.</summary>
internal sealed class ContainerLog(Engine engine, string containerId)
{
    /// <summary>The number of lines that means the whole log.</summary>
    public const int Whole = int.MaxValue;

    private const int BufferSize = 128 * 1024;

    /// <summary>Takes some bytes of the log.</summary>
    /// <returns>Whether to go on reading.</returns>
    public delegate bool Take(ReadOnlySpan<byte> bytes, LogSource source);

    /// <summary>Reads the last lines of the log, up to its present end.</summary>
    /// <param name="tail">How many lines; the engine counts a line over 16 KiB once for each piece.</param>
    /// <param name="take">Takes the bytes as they come.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="Exception">One of the kinds that <see cref="EngineFailure.Is"/> names, also when the token ended the reading.</exception>
    public Task ReadAsync(int tail, Take take, CancellationToken ct) => ReadAsync(tail, follow: false, take, ct);

    /// <summary>Reads the last lines of the log, and on as it grows, until the stream breaks.</summary>
    /// <inheritdoc cref="ReadAsync(int, Take, CancellationToken)"/>
    public Task FollowAsync(int tail, Take take, CancellationToken ct) => ReadAsync(tail, follow: true, take, ct);

    private async Task ReadAsync(int tail, bool follow, Take take, CancellationToken ct)
    {
        var client = await engine.ConnectAsync(ct);
        var parameters = new ContainerLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Timestamps = true,
            Tail = tail == Whole ? "all" : tail.ToString(CultureInfo.InvariantCulture),
            Follow = follow,
        };
        using var stream = await client.Containers.GetContainerLogsAsync(containerId, parameters, ct);
        await using var closing = ct.Register(stream.Dispose);
        try
        {
            await PumpAsync(stream, take, ct);
        }
        catch (NotSupportedException) when (ct.IsCancellationRequested)
        {
            // So the client's stream fails when it is disposed between two reads of its own.
        }

        ct.ThrowIfCancellationRequested();
    }

    private static async Task PumpAsync(MultiplexedStream stream, Take take, CancellationToken ct)
    {
        var buffer = new byte[BufferSize];
        while (true)
        {
            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, ct);
            if (read.EOF || read.Count == 0
                || !take(buffer.AsSpan(0, read.Count), read.Target == MultiplexedStream.TargetStream.StandardError ? LogSource.Error : LogSource.Output))
            {
                return;
            }
        }
    }
}
