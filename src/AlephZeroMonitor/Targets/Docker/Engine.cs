using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;

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

    private readonly SemaphoreSlim _connecting = new(1);
    private HttpClient? _http;
    private string? _version;

    /// <summary>Waits between attempts to reach Docker.</summary>
    public static Backoff NewBackoff() => new(FirstWait, LongestWait);

    /// <summary>Asks for a JSON answer.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, AnswerTimeout, ct);
        return await ReadJsonAsync($"GET {path}", response, ct);
    }

    /// <summary>Asks for something to be done.</summary>
    /// <returns>The JSON answer; undefined where there is none.</returns>
    public async Task<JsonElement> PostAsync(string path, string? json, TimeSpan timeout, CancellationToken ct)
    {
        using var response = await SendAsync(HttpMethod.Post, path, json, timeout, ct);
        return response.Content.Headers.ContentLength is 0 || response.StatusCode == HttpStatusCode.NoContent
            ? default
            : await ReadJsonAsync($"POST {path}", response, ct);
    }

    /// <summary>Asks for an answer that is read as it comes; whoever asks disposes it.</summary>
    public Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, string? json, CancellationToken ct) =>
        SendAsync(method, path, json, AnswerTimeout, ct);

    /// <summary>Asks Docker for its versions, unless that is known.</summary>
    public async Task ConnectAsync(CancellationToken ct)
    {
        if (_version is not null)
        {
            return;
        }

        await _connecting.WaitAsync(ct);
        try
        {
            _version ??= await NegotiateAsync(ct);
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Forgets the version: the Docker that comes back may be another one.</summary>
    public void Disconnect() => _version = null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _http?.Dispose();
        _connecting.Dispose();
    }

    /// <summary>Docker's own version, unless it is newer than ours and still speaks ours.</summary>
    internal static Version Choose(Version engineNewest, Version engineOldest) =>
        engineNewest <= NewestApi ? engineNewest : engineOldest > NewestApi ? engineOldest : NewestApi;

    private static async Task<JsonElement> ReadJsonAsync(string asked, HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), default, ct);
            return json.RootElement.Clone();
        }
        catch (Exception e) when (EngineFailure.From(asked, e) is { } failure)
        {
            throw new EngineException(failure, e);
        }
    }

    /// <summary>A proxy that refuses this one question may allow all that is needed: then no version is asked for.</summary>
    private async Task<string> NegotiateAsync(CancellationToken ct)
    {
        try
        {
            using var response = await SendVersionedAsync(HttpMethod.Get, "", "/version", null, AnswerTimeout, ct);
            var versions = await ReadJsonAsync("GET /version", response, ct);
            return Version.TryParse(versions.Text("ApiVersion"), out var newest)
                ? $"/v{Choose(newest, Version.TryParse(versions.Text("MinAPIVersion"), out var oldest) ? oldest : newest)}"
                : "";
        }
        catch (EngineException e) when (e.Failure.Kind is EngineFailureKind.Refused or EngineFailureKind.NotFound or EngineFailureKind.BadAnswer)
        {
            return "";
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json, TimeSpan timeout, CancellationToken ct)
    {
        await ConnectAsync(ct);
        return await SendVersionedAsync(method, _version ?? "", path, json, timeout, ct);
    }

    private async Task<HttpResponseMessage> SendVersionedAsync(
        HttpMethod method, string version, string path, string? json, TimeSpan timeout, CancellationToken ct)
    {
        var asked = $"{method} {path.Split('?')[0]}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        try
        {
            _http ??= NewClient();
            using var request = new HttpRequestMessage(method, version + path);
            request.Headers.ConnectionClose = true; // A kept connection may be to a Docker that has gone since.
            request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.SwitchingProtocols)
            {
                return response;
            }

            using (response)
            {
                throw new EngineException(EngineFailure.Of(asked, response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token)));
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new EngineException(new(EngineFailureKind.NoAnswer, asked, $"no answer within {timeout.TotalSeconds} s"));
        }
        catch (Exception e) when (e is not EngineException && EngineFailure.From(asked, e) is { } failure)
        {
            throw new EngineException(failure with { Said = SocketProblem(failure) ?? failure.Said }, e);
        }
    }

    /// <summary>What the system says of a missing socket ("Cannot assign requested address") does not show what is wrong.</summary>
    private string? SocketProblem(EngineFailure failure) =>
        failure.Kind == EngineFailureKind.Unreachable ? SocketFile.Problem(host) ?? SocketFile.StaleProblem(host, failure.Said) : null;

    private HttpClient NewClient()
    {
        // The time-out of each call is its own; the client's would also end streams.
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };
        if (host.Scheme == "unix")
        {
            handler.ConnectCallback = ConnectSocketAsync;
        }
        else if (tls is not null)
        {
            handler.SslOptions = SslOptions(tls);
        }

        var address = host.Scheme == "unix" ? new Uri("http://docker") : new UriBuilder(host) { Scheme = tls is null ? "http" : "https" }.Uri;
        return new HttpClient(handler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    private async ValueTask<Stream> ConnectSocketAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketFile.PathOf(host)), ct);
            return new NetworkStream(socket, ownsSocket: true);
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
