using System.Net;
using System.Security.Cryptography.X509Certificates;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A Docker that listens with TLS and asks for a client's certificate.</summary>
public sealed class EngineTlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("certs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task GetAsync_WithCertificates_IsAnswered()
    {
        using var authority = TestCertificates.Authority("docker authority");
        await using var server = await StartAsync(authority);
        TestCertificates.Write(_folder, authority, authority);
        using var engine = new Engine(Url(server), new DockerTls(_folder));
        Assert.Equal("docker client", (await engine.GetAsync("/info", TestContext.Current.CancellationToken)).Text("Client"));
    }

    [Fact]
    public async Task GetAsync_CertificateOfAnotherAuthority_IsUnreachable()
    {
        using var authority = TestCertificates.Authority("docker authority");
        using var other = TestCertificates.Authority("other authority");
        await using var server = await StartAsync(authority);
        TestCertificates.Write(_folder, other, authority);
        using var engine = new Engine(Url(server), new DockerTls(_folder));
        var failure = await Assert.ThrowsAsync<EngineException>(() => engine.GetAsync("/info", TestContext.Current.CancellationToken));
        Assert.Equal(EngineFailureKind.Unreachable, failure.Failure.Kind);
    }

    private static Uri Url(WebApplication server) => new UriBuilder(server.Urls.Single()) { Scheme = "tcp" }.Uri;

    private static async Task<WebApplication> StartAsync(X509Certificate2 authority)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = TestCertificates.Issue(authority, "docker server");
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => certificate.Issuer == authority.Subject;
        })));
        var server = builder.Build();
        server.Run(context => context.Response.WriteAsync(
            $$"""{"ApiVersion":"1.41","Client":"{{context.Connection.ClientCertificate!.GetNameInfo(X509NameType.SimpleName, false)}}"}"""));
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
