using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlephZeroMonitor.Endpoints;

/// <summary>A real server whose certificate nobody vouches for.</summary>
public class CertificateTests
{
    [Theory]
    [InlineData("https")]
    [InlineData("wss")]
    public async Task View_CertificateThatNobodyVouchesFor_IsDown(string scheme)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        server.MapFallback(() => Results.Text("""{"jsonrpc":"2.0","id":1,"result":{"number":"0x1"}}"""));
        await server.StartAsync(TestContext.Current.CancellationToken);
        var url = new UriBuilder(server.Urls.Single()) { Scheme = scheme }.Uri;
        using var endpoints = new RpcNetwork(new Settings { ContainerNames = ["n"], RpcUrls = [url] }, TimeProvider.System, NullLogger<RpcNetwork>.Instance);
        await endpoints.StartAsync(TestContext.Current.CancellationToken);
        var view = (await endpoints.AskAsync(TimeSpan.Zero, TestContext.Current.CancellationToken)).Endpoints.Single();
        await endpoints.StopAsync(TestContext.Current.CancellationToken);
        var (state, why) = (view.Judge(new(null)).State, EndpointText.Of(view.Judge(new(null))));
        Assert.Equal(EndpointState.Down, state);
        Assert.Contains("certificate", why, StringComparison.OrdinalIgnoreCase);
    }
}
