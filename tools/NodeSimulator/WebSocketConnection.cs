using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace NodeSimulator;

/// <summary>A WebSocket connection: answers requests, and tells new heads to those who subscribed.</summary>
internal sealed class WebSocketConnection(WebSocket socket, JsonRpcMethods methods, Func<Fault> fault, Action count) : IDisposable
{
    private const int MaxRequestLength = 64 * 1024;
    private static readonly TimeSpan HeadInterval = TimeSpan.FromMilliseconds(50);

    private readonly HeadSubscriptions _subscriptions = new();
    private readonly SemaphoreSlim _sending = new(1);

    private bool IsMute => fault() is Fault.Silent or Fault.SlowDrip or Fault.HugeBody;

    /// <summary>Serves the connection until one side ends it.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var telling = TellHeadsAsync(ended.Token);
        try
        {
            await AnswerRequestsAsync(ct);
        }
        finally
        {
            await ended.CancelAsync();
            await telling;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    private async Task AnswerRequestsAsync(CancellationToken ct)
    {
        var buffer = new byte[MaxRequestLength];
        while (await ReceiveAsync(buffer, ct) is { } request)
        {
            count();
            switch (fault())
            {
                case var _ when IsMute:
                    break;
                case Fault.Reset:
                    socket.Abort();
                    return;
                case Fault.Garbage:
                    await SendAsync("\u0007 no JSON", ct);
                    break;
                case var other when methods.Answer(request, other, _subscriptions) is { } answer:
                    await SendAsync(answer.ToJsonString(), ct);
                    break;
            }
        }
    }

    // The next whole message; null when the other side is done, or sends more than we take.
    private async Task<ReadOnlyMemory<byte>?> ReceiveAsync(byte[] buffer, CancellationToken ct)
    {
        for (var length = 0; length < buffer.Length;)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(length), ct);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ct);
                return null;
            }

            length += received.Count;
            if (received.EndOfMessage)
            {
                return buffer.AsMemory(0, length);
            }
        }

        return null;
    }

    private async Task TellHeadsAsync(CancellationToken ct)
    {
        try
        {
            for (; ; await Task.Delay(HeadInterval, ct))
            {
                foreach (JsonNode notification in IsMute ? [] : _subscriptions.Due(methods.Head(fault())))
                {
                    await SendAsync(notification.ToJsonString(), ct);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The connection has ended; the reading side sees it too.
        }
    }

    private async Task SendAsync(string text, CancellationToken ct)
    {
        await _sending.WaitAsync(ct);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, ct);
        }
        finally
        {
            _sending.Release();
        }
    }
}
