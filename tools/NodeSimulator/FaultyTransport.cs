using Microsoft.AspNetCore.Http;

namespace NodeSimulator;

/// <summary>Sends an answer by HTTP in a fault's manner.</summary>
internal static class FaultyTransport
{
    private const long HugeLength = 1_000_000_000;
    private const int ChunkLength = 64 * 1024;
    private static readonly TimeSpan TimeToArrive = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DripInterval = TimeSpan.FromSeconds(1);

    /// <summary>Sends the answer; faults of the content are in it already.</summary>
    public static Task SendAsync(HttpContext context, byte[] answer, Fault fault, CancellationToken ct)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        switch (fault)
        {
            case Fault.Error500:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                return Task.CompletedTask;
            case Fault.Forbidden:
                response.StatusCode = StatusCodes.Status403Forbidden;
                response.ContentType = "text/plain";
                return WriteAsync(response, [.. "This endpoint was switched off.\n"u8], ct);
            case Fault.RateLimited:
                response.StatusCode = StatusCodes.Status429TooManyRequests;
                response.Headers.RetryAfter = "5";
                return Task.CompletedTask;
            case Fault.Silent:
                return Task.Delay(Timeout.Infinite, ct);
            case Fault.Garbage:
                return WriteAsync(response, [.. "{\"jsonrpc\":"u8, 0xc3, 0x28, .. " <html>"u8], ct);
            case Fault.SlowDrip:
                return DripAsync(response, answer, ct);
            case Fault.HugeBody:
                return FloodAsync(response, ct);
            case Fault.Reset:
                return BreakOffAsync(context, answer, ct);
            default:
                return WriteAsync(response, answer, ct);
        }
    }

    private static async Task WriteAsync(HttpResponse response, byte[] answer, CancellationToken ct)
    {
        response.ContentLength = answer.Length;
        await response.Body.WriteAsync(answer, ct);
    }

    private static async Task DripAsync(HttpResponse response, byte[] answer, CancellationToken ct)
    {
        response.ContentLength = answer.Length;
        for (var at = 0; at < answer.Length; at++)
        {
            await response.Body.WriteAsync(answer.AsMemory(at, 1), ct);
            await response.Body.FlushAsync(ct);
            await Task.Delay(DripInterval, ct);
        }
    }

    private static async Task FloodAsync(HttpResponse response, CancellationToken ct)
    {
        await response.Body.WriteAsync("""{"jsonrpc":"2.0","id":1,"result":" """u8.ToArray(), ct);
        var chunk = new byte[ChunkLength];
        chunk.AsSpan().Fill((byte)'a');
        for (long sent = 0; sent < HugeLength; sent += ChunkLength)
        {
            await response.Body.WriteAsync(chunk, ct);
        }
    }

    private static async Task BreakOffAsync(HttpContext context, byte[] answer, CancellationToken ct)
    {
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer.AsMemory(0, answer.Length / 2), ct);
        await context.Response.Body.FlushAsync(ct);
        await Task.Delay(TimeToArrive, ct); // an abort overtakes what wasn't read yet
        context.Abort();
    }
}
