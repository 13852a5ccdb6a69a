using System.Net;

namespace AlephZeroMonitor.Http;

public class EventStreamTests
{
    [Fact]
    public async Task Events_NodeChecked_IsTold()
    {
        await using var server = await Server.StartAsync();
        using var reader = await ListenAsync(server);
        server.Publish("a", Server.Behind(7));
        Assert.Equal("event: nodes", await NextAsync(reader));
        Assert.Contains("\"lag\":7,", await NextAsync(reader));
    }

    [Fact]
    public async Task Events_ClientGone_IsForgotten()
    {
        await using var server = await Server.StartAsync();
        (await ListenAsync(server)).Dispose();
        await UntilAsync(() => server.Events.Clients == 0);
    }

    [Fact]
    public async Task Events_ClientThatDoesNotRead_DoesNotHoldUpOthers()
    {
        await using var server = await Server.StartAsync();
        using var lazy = await ListenAsync(server);
        using var reader = await ListenAsync(server);
        for (uint lag = 1; lag <= 20; lag++)
        {
            server.Publish("a", Server.Behind(lag));
            while (!(await NextAsync(reader)).Contains($"\"lag\":{lag},", StringComparison.Ordinal))
            {
            }
        }
    }

    [Fact]
    public async Task Events_ServerStops_End()
    {
        var server = await Server.StartAsync();
        using var reader = await ListenAsync(server);
        await server.DisposeAsync();
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
        {
        }
    }

    private static async Task<StreamReader> ListenAsync(Server server)
    {
        var before = server.Events.Clients;
        var answer = await server.ListenAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        await UntilAsync(() => server.Events.Clients > before);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next line that tells something.</summary>
    private static async Task<string> NextAsync(StreamReader reader)
    {
        while (true)
        {
            var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException();
            if (line.StartsWith("event:", StringComparison.Ordinal) || line.StartsWith("data:", StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
