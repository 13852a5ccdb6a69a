using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using Docker.DotNet;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>The connection to the Docker engine: a client for the API version that both sides speak.</summary>
internal sealed class Engine(Settings settings) : IDisposable
{
    /// <summary>The newest API version that this program is written for; newer engines are asked for this one.</summary>
    public static readonly Version NewestApi = new(1, 52);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _connecting = new(1);
    private DockerClient? _client;

    /// <summary>Waits between attempts to reach the engine.</summary>
    public static Backoff NewBackoff() => new(FirstWait, LongestWait);

    /// <summary>A client for a call that should be answered at once, with a token that ends after ten seconds.</summary>
    /// <exception cref="Exception">One of the kinds that <see cref="EngineFailure.Is"/> names.</exception>
    public async Task<T> AskAsync<T>(Func<DockerClient, CancellationToken, Task<T>> question, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(AnswerTimeout);
        try
        {
            return await question(await ConnectAsync(timeout.Token), timeout.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The engine at {settings.DockerHost} gave no answer within {AnswerTimeout.TotalSeconds} s");
        }
    }

    /// <summary>The client; the first call, and the first after <see cref="Disconnect"/>, asks the engine for its versions.</summary>
    /// <exception cref="Exception">One of the kinds that <see cref="EngineFailure.Is"/> names.</exception>
    public async Task<DockerClient> ConnectAsync(CancellationToken ct)
    {
        if (_client is { } connected)
        {
            return connected;
        }

        await _connecting.WaitAsync(ct);
        try
        {
            return _client ??= await NegotiateAsync(ct);
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Forgets the negotiated version: the engine that comes back may be another one.</summary>
    public void Disconnect() => _client = null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _client?.Dispose();
        _connecting.Dispose();
    }

    /// <summary>The engine's own version, unless it is newer than ours and still speaks ours.</summary>
    internal static Version Choose(Version engineNewest, Version engineOldest) =>
        engineNewest <= NewestApi ? engineNewest : engineOldest > NewestApi ? engineOldest : NewestApi;

    private async Task<DockerClient> NegotiateAsync(CancellationToken ct)
    {
        try
        {
            using var unversioned = Client(null);
            var versions = await unversioned.System.GetVersionAsync(ct);
            return Version.TryParse(versions.APIVersion, out var newest)
                ? Client(Choose(newest, Version.TryParse(versions.MinAPIVersion, out var oldest) ? oldest : newest))
                : Client(null);
        }
        catch (Exception e) when (EngineFailure.Is(e) && SocketFile.Problem(settings.DockerHost) is { } problem)
        {
            throw new IOException(problem); // What the system says of it ("Cannot assign requested address") tells nobody what is wrong.
        }
    }

    // The client's own time-out would also end streams; each call brings its own.
    private DockerClient Client(Version? version)
    {
        var builder = new DockerClientBuilder().WithEndpoint(settings.DockerHost).WithTimeout(Timeout.InfiniteTimeSpan);
        return (version is null ? builder : builder.WithApiVersion(version)).Build();
    }
}
