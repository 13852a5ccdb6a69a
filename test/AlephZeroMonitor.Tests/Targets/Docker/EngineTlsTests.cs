using System.Net;
using System.Security.Cryptography;
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
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("certs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task GetAsync_WithCertificates_IsAnswered()
    {
        using var authority = Authority("docker authority");
        await using var server = await StartAsync(authority);
        Write(authority, authority);
        using var engine = new Engine(Url(server), new DockerTls(_folder));
        Assert.Equal("docker client", (await engine.GetAsync("/info", TestContext.Current.CancellationToken)).Text("Client"));
    }

    [Fact]
    public async Task GetAsync_CertificateOfAnotherAuthority_IsUnreachable()
    {
        using var authority = Authority("docker authority");
        using var other = Authority("other authority");
        await using var server = await StartAsync(authority);
        Write(other, authority);
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
            https.ServerCertificate = Issue(authority, "docker server");
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => certificate.Issuer == authority.Subject;
        })));
        var server = builder.Build();
        server.Run(context => context.Response.WriteAsync(
            $$"""{"ApiVersion":"1.41","Client":"{{context.Connection.ClientCertificate!.GetNameInfo(X509NameType.SimpleName, false)}}"}"""));
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    private void Write(X509Certificate2 trusted, X509Certificate2 authority)
    {
        using var client = Issue(authority, "docker client");
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), trusted.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "cert.pem"), client.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private static X509Certificate2 Authority(string name)
    {
        var request = new CertificateRequest($"CN={name}", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(From, To);
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, From, To, Guid.NewGuid().ToByteArray());
        return issued.CopyWithPrivateKey(key);
    }
}
