using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AlephZeroMonitor.Http;

/// <summary>The limits that docs/http.md names, on the real server.</summary>
public class LimitTests
{
    [Theory]
    [InlineData(4000, HttpStatusCode.NotFound)]
    [InlineData(4096, HttpStatusCode.RequestUriTooLong)]
    public async Task RequestLine_OfMoreThan4Kibibytes_IsRefused(int length, HttpStatusCode status)
    {
        await using var server = await Server.StartAsync();
        using var answer = await server.GetAsync($"/{new string('a', length)}");
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData(1, 15 * 1024, HttpStatusCode.OK)]
    [InlineData(1, 16 * 1024, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData(60, 1, HttpStatusCode.OK)]
    [InlineData(65, 1, HttpStatusCode.RequestHeaderFieldsTooLarge)]
    public async Task Headers_TooManyOrTooLarge_AreRefused(int count, int length, HttpStatusCode status)
    {
        await using var server = await Server.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nodes");
        for (var i = 0; i < count; i++)
        {
            request.Headers.Add($"X-{i}", new string('a', length));
        }

        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task EventStreams_MoreThan1024_AreRefused()
    {
        await using var server = await Server.StartAsync();
        var streams = await Task.WhenAll(Enumerable.Range(0, EventStream.MaxClients).Select(_ => server.ListenAsync()));
        Assert.All(streams, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));
        using (var refused = await server.ListenAsync())
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        Array.ForEach(streams, stream => stream.Dispose());
    }

    [Fact]
    public async Task Connections_MoreThan2048_AreClosed()
    {
        await using var server = await Server.StartAsync();
        var connections = new List<Socket>();
        try
        {
            for (var i = 0; i < 2048; i++)
            {
                connections.Add(await ConnectAsync(server));
            }

            using var tooMany = await ConnectAsync(server);
            Assert.Equal(0, await ReadAsync(tooMany));
            connections[0].Dispose();
            while (true)
            {
                using var after = await ConnectAsync(server);
                await after.SendAsync("GET /api/v1/nodes HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
                if (await ReadAsync(after) > 0)
                {
                    break;
                }
            }
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    [Fact]
    public async Task Headers_ThatDoNotEndWithin10Seconds_AreNotWaitedFor()
    {
        await using var server = await Server.StartAsync();
        using var connection = await ConnectAsync(server);
        await connection.SendAsync("GET /api/v1/nodes HTTP/1.1\r\nHost: localhost\r\n"u8.ToArray());
        var answer = new byte[64];
        var length = await connection.ReceiveAsync(answer, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 408", Encoding.ASCII.GetString(answer, 0, length));
    }

    private static async Task<Socket> ConnectAsync(Server server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>How many bytes come; 0 when the connection ends, however.</summary>
    private static async Task<int> ReadAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[64], TestContext.Current.CancellationToken);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
