using System.Diagnostics;
using MimeKit;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A real SMTP server on this machine: without anything, with STARTTLS and a login ("smtp"), or with TLS and a login ("smtps").</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private const string Script =
        """
        import ssl, sys, time
        from aiosmtpd.controller import Controller
        from aiosmtpd.handlers import Mailbox
        from aiosmtpd.smtp import AuthResult, LoginPassword

        port, folder, mode = sys.argv[1:]

        def login(server, session, envelope, mechanism, data):
            return AuthResult(success=isinstance(data, LoginPassword) and (data.login, data.password) == (b"monitor", b"p@ss"), handled=False)

        options = {}
        if mode != "plain":
            tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            tls.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
            options = {"authenticator": login, "auth_required": True}
            options |= {"ssl_context": tls, "auth_require_tls": False} if mode == "smtps" else {"tls_context": tls, "require_starttls": True}
        Controller(Mailbox(f"{folder}/mail"), hostname="127.0.0.1", port=int(port), **options).start()
        print("ready", flush=True)
        time.sleep(3600)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("smtp-").FullName;
    private Process? _process;

    private SmtpServer()
    {
    }

    public int Port { get; } = FreePort.Find();

    /// <summary>The certificate that it shows.</summary>
    public string Certificate => $"{_folder}/cert.pem";

    /// <summary>What arrived, oldest first.</summary>
    public IEnumerable<MimeMessage> Mails => new DirectoryInfo($"{_folder}/mail/new").GetFiles().OrderBy(file => file.LastWriteTimeUtc).Select(file => MimeMessage.Load(file.FullName));

    public static async Task<SmtpServer> StartAsync(string mode)
    {
        var server = new SmtpServer();
        using (var openssl = Process.Start(new ProcessStartInfo(
            "openssl", $"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout {server._folder}/key.pem -out {server.Certificate}")
        { RedirectStandardError = true })!)
        {
            await openssl.WaitForExitAsync();
        }

        var start = new ProcessStartInfo("/usr/bin/python3", ["-W", "ignore", "-c", Script, $"{server.Port}", server._folder, mode]) { RedirectStandardOutput = true };
        server._process = Process.Start(start)!;
        Assert.Equal("ready", await server._process.StandardOutput.ReadLineAsync());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
