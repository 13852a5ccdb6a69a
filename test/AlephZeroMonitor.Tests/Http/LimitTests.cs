using System.Net;

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
}
