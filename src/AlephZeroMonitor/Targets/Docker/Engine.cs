using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The connection to Docker's API, in the version that both sides speak.</summary>
/// <remarks>
/// Calls throw an <see cref="EngineException"/>, and nothing else but the cancellation of their token. Answers are read field by field, so that
/// a field that nobody needs cannot make them unreadable.
/// </remarks>
internal sealed class Engine(Uri host, DockerTls? tls = null) : IDisposable
{
    /// <summary>The newest API version that this program is written for; newer engines are asked for this one.</summary>
    public static readonly Version NewestApi = new(1, 52);

    /// <summary>How long a call may take that should be answered at once.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private const int KeepAliveSeconds = 15;
    private const int KeepAliveProbes = 3;

    private readonly SharedAttempt<string> _connecting = new();
    private HttpClient? _http;
    private HttpClient? _gathering;
    private string? _version;

    /// <summary>Waits between attempts to reach Docker.</summary>
    public static Backoff NewBackoff() => new(FirstWait, LongestWait);

    /// <summary>Asks for a JSON answer.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken ct)
    {
        await ConnectAsync(ct);
        return await AskAsync(HttpMethod.Get, _version ?? "", path, null, AnswerTimeout, ct);
    }

    /// <summary>Asks for something to be done.</summary>
    /// <returns>The JSON answer; undefined where there is none.</returns>
    public async Task<JsonElement> PostAsync(string path, string? json, TimeSpan timeout, CancellationToken ct)
    {
        await ConnectAsync(ct);
        return await AskAsync(HttpMethod.Post, _version ?? "", path, json, timeout, ct);
    }

    /// <summary>Asks for an answer that is read as it comes; whoever asks disposes it.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="path">Its path.</param>
    /// <param name="json">Its body; null for none.</param>
    /// <param name="ct">Ends the request.</param>
    /// <param name="gathers">The answer is long, and nobody waits for its parts.</param>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, string? json, CancellationToken ct, bool gathers = false)
    {
        await ConnectAsync(ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(AnswerTimeout);
        try
        {
            return await SendAsync(gathers, method, _version ?? "", path, json, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw NoAnswer(method, path, AnswerTimeout);
        }
    }

    /// <summary>Asks Docker for its versions, unless that is known.</summary>
    public Task ConnectAsync(CancellationToken ct) =>
        _version is null ? _connecting.RunAsync(async () => _version ??= await NegotiateAsync(), ct) : Task.CompletedTask;

    /// <summary>Forgets the version: the Docker that comes back may be another one.</summary>
    public void Disconnect() => _version = null;

    public void Dispose()
    {
        _http?.Dispose();
        _gathering?.Dispose();
    }

    /// <summary>Docker's own version, unless it is newer than ours and still speaks ours.</summary>
    internal static Version Choose(Version engineNewest, Version engineOldest) =>
        engineNewest <= NewestApi ? engineNewest : engineOldest > NewestApi ? engineOldest : NewestApi;

    private static string Asked(HttpMethod method, string path) => $"{method} {path.Split('?')[0]}";

    private static EngineException NoAnswer(HttpMethod method, string path, TimeSpan timeout) =>
        new(new(EngineFailureKind.NoAnswer, Asked(method, path), $"no answer within {timeout.TotalSeconds} s"));

    /// <summary>Asks and reads the whole answer within the time-out; undefined where there is none.</summary>
    private async Task<JsonElement> AskAsync(HttpMethod method, string version, string path, string? json, TimeSpan timeout, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        try
        {
            using var response = await SendAsync(gathers: false, method, version, path, json, limit.Token);
            if (response.Content.Headers.ContentLength is 0 || response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotModified)
            {
                return default;
            }

            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(limit.Token), default, limit.Token);
            return answer.RootElement.Clone();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw NoAnswer(method, path, timeout);
        }
        catch (Exception e) when (e is not EngineException && EngineFailure.From(Asked(method, path), e) is { } failure)
        {
            throw new EngineException(failure, e);
        }
    }

    /// <summary>A proxy that refuses this one question may allow all that is needed: then no version is asked for.</summary>
    private async Task<string> NegotiateAsync()
    {
        try
        {
            var versions = await AskAsync(HttpMethod.Get, "", "/version", null, AnswerTimeout, CancellationToken.None);
            return Version.TryParse(versions.Text("ApiVersion"), out var newest)
                ? $"/v{Choose(newest, Version.TryParse(versions.Text("MinAPIVersion"), out var oldest) ? oldest : newest)}"
                : "";
        }
        catch (EngineException e) when (e.Failure.Kind is EngineFailureKind.Refused or EngineFailureKind.NotFound or EngineFailureKind.BadAnswer)
        {
            return "";
        }
    }

    private async Task<HttpResponseMessage> SendAsync(bool gathers, HttpMethod method, string version, string path, string? json, CancellationToken ct)
    {
        var asked = Asked(method, path);
        try
        {
            var http = gathers ? _gathering ??= NewClient(gathers: true) : _http ??= NewClient(gathers: false);
            using var request = new HttpRequestMessage(method, version + path);
            request.Headers.ConnectionClose = true; // A kept connection may be to a Docker that has gone since.
            request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.SwitchingProtocols)
            {
                return response;
            }

            using (response)
            {
                throw new EngineException(EngineFailure.Of(asked, response.StatusCode, await response.Content.ReadAsStringAsync(ct)));
            }
        }
        catch (Exception e) when (e is not EngineException && EngineFailure.From(asked, e) is { } failure)
        {
            throw new EngineException(failure with { Said = SocketProblem(failure) ?? failure.Said }, e);
        }
    }

    /// <summary>What the system says of a missing socket ("Cannot assign requested address") does not show what is wrong.</summary>
    private string? SocketProblem(EngineFailure failure) =>
        failure.Kind == EngineFailureKind.Unreachable ? SocketFile.Problem(host) ?? SocketFile.StaleProblem(host, failure.Said) : null;

    private HttpClient NewClient(bool gathers)
    {
        // The time-out of each call is its own; the client's would also end streams.
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        handler.ConnectCallback = (context, ct) => ConnectSocketAsync(context, gathers, ct);
        if (tls is not null)
        {
            handler.SslOptions = SslOptions(tls);
        }

        var address = host.Scheme == "unix" ? new Uri("http://docker") : new UriBuilder(host) { Scheme = tls is null ? "http" : "https" }.Uri;
        return new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>A firewall may drop an idle connection without a word: over TCP, keep-alive finds that out, so that no event is missed for long.</summary>
    private async ValueTask<Stream> ConnectSocketAsync(SocketsHttpConnectionContext context, bool gathers, CancellationToken ct)
    {
        var isUnix = host.Scheme == "unix";
        var socket = isUnix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (!isUnix)
            {
                socket.NoDelay = true;
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
            }

            await socket.ConnectAsync(isUnix ? new UnixDomainSocketEndPoint(SocketFile.PathOf(host)) : context.DnsEndPoint, ct);
            return gathers ? new GatheringStream(socket) : new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Docker's certificate must come from the authority in the folder, and is verified always.</summary>
    private static SslClientAuthenticationOptions SslOptions(DockerTls tls)
    {
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain.CustomTrustStore.ImportFromPemFile(tls.CaFile);
        return new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = chain,
            ClientCertificates = [X509Certificate2.CreateFromPemFile(tls.CertificateFile, tls.KeyFile)],
        };
    }
}
