using System.Net;
using AlephZeroMonitor.Host.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Against a real server that answers whatever it is told to.</summary>
public class ChainRpcTests
{
    [Theory]
    [InlineData("\"0x91b171bb158e2d3848fa23a9f1c25182fb8e20313b2c1eb49219da7a70ce90c3\"", true)]
    [InlineData("\"0x91B171BB158E2D3848FA23A9F1C25182FB8E20313B2C1EB49219DA7A70CE90C3\"", true)]
    [InlineData("\"0x91b171bb158e2d3848fa23a9f1c25182fb8e20313b2c1eb49219da7a70ce90\"", false)]
    [InlineData("\"0xzzb171bb158e2d3848fa23a9f1c25182fb8e20313b2c1eb49219da7a70ce90c3\"", false)]
    [InlineData("\"91b171bb158e2d3848fa23a9f1c25182fb8e20313b2c1eb49219da7a70ce90c3\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("5", false)]
    [InlineData("null", false)]
    [InlineData("[]", false)]
    public async Task HashAtAsync_AnswerThatIsNoHash_IsNone(string result, bool isHash)
    {
        var hash = await AskAsync($$"""{"jsonrpc":"2.0","id":11,"result":{{result}}}""", rpc => rpc.HashAtAsync(7, TestContext.Current.CancellationToken, TestContext.Current.CancellationToken));
        Assert.Equal(isHash ? result.Trim('"') : null, hash);
    }

    private static async Task<T> AskAsync<T>(string answer, Func<ChainRpc, Task<T>> question)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var server = builder.Build();
        server.Run(context => context.Response.WriteAsync(answer));
        await server.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        return await question(new ChainRpc(new HttpCaller(new Uri(server.Urls.Single()), http, TimeProvider.System), TimeSpan.FromSeconds(10)));
    }
}
