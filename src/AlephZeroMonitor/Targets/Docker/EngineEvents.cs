using Microsoft.Extensions.Hosting;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Follows Docker's events; connects again, with back-off, when the connection breaks.</summary>
/// <remarks>An event only says that it is time to look; what is so is what inspect says. Missed events cost a check interval at most.</remarks>
internal sealed class EngineEvents(Engine engine, EngineClock clock, Settings settings, TimeProvider time, ILogger<EngineEvents> log) : BackgroundService
{
    /// <summary>How many events Docker remembers, of all kinds.</summary>
    private const int Remembered = 256;

    private const int BufferSize = 16 * 1024;

    /// <summary>A connection that lasted so long was no failure.</summary>
    private static readonly TimeSpan LongConnection = TimeSpan.FromSeconds(10);

    private const string Watched =
        """{"type":["container"],"event":["start","die","kill","stop","restart","destroy","rename","pause","unpause","oom","create","health_status"]}""";

    private string? _clockDifference;
    private string? _problem;
    private volatile bool _isConnected;
    private volatile int _connections;
    private Task _comparing = Task.CompletedTask;

    /// <summary>Something happened; null: the connection is new, and events may have been missed.</summary>
    /// <remarks>Handlers must not block.</remarks>
    public event Action<ContainerEvent?>? Happened;

    /// <summary>The number of the present connection; null while there is none.</summary>
    public int? Connection => _isConnected ? _connections : null;

    /// <summary>What happened to a container since then, as far as Docker remembers.</summary>
    /// <param name="since">From when on.</param>
    /// <exception cref="EngineException">Docker does not answer.</exception>
    public async Task<PastEvents> PastAsync(string containerId, DateTimeOffset since, CancellationToken ct)
    {
        // Without a filter, so that their number and their times show how far back Docker remembers.
        var past = new List<ContainerEvent>();
        var path = $"/events?since={UnixSeconds(since)}&until={UnixSeconds(time.GetUtcNow())}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Engine.AnswerTimeout);
        try
        {
            await ReadAsync(path, () => { }, past.Add, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new EngineException(new(EngineFailureKind.NoAnswer, "GET /events", $"no end within {Engine.AnswerTimeout.TotalSeconds} s"));
        }

        return new PastEvents([.. past.Where(happened => happened.ContainerId == containerId)], past.Count < Remembered);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Lasting.RunAsync("Docker's events", FollowAsync, time, log, stoppingToken);

    private async Task FollowAsync(CancellationToken ct)
    {
        var backoff = Engine.NewBackoff();
        var path = $"/events?filters={Uri.EscapeDataString(Watched)}";
        while (settings.WatchesContainers && !ct.IsCancellationRequested)
        {
            var begin = time.GetTimestamp();
            try
            {
                await ReadAsync(path, () => Connected(ct), happened => Happened?.Invoke(happened), ct);
            }
            catch (EngineException e)
            {
                Report(e.Failure.Text);
                engine.Disconnect();
            }
            finally
            {
                _isConnected = false;
                await _comparing;
            }

            // A proxy may cut a stream on which nothing happens.
            if (time.GetElapsedTime(begin) >= LongConnection)
            {
                backoff.Reset();
            }

            await Task.Delay(backoff.Next(), time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(string path, Action connected, Action<ContainerEvent> take, CancellationToken ct)
    {
        using var response = await engine.OpenAsync(HttpMethod.Get, path, null, ct);
        connected();
        var lines = new LineSplitter();
        var reader = new EventReader(take);
        var buffer = new byte[BufferSize];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            for (var read = await stream.ReadAsync(buffer, ct); read > 0; read = await stream.ReadAsync(buffer, ct))
            {
                lines.Append(buffer.AsSpan(0, read), reader);
            }

            lines.Complete(reader);
        }
        catch (Exception e) when (EngineFailure.From("GET /events", e) is { } failure)
        {
            throw new EngineException(failure, e);
        }
    }

    private void Connected(CancellationToken ct)
    {
        _connections++;
        _isConnected = true;
        if (_problem is not null)
        {
            log.EventsBack();
        }

        _problem = null;
        Happened?.Invoke(null);
        _comparing = CompareClocksAsync(ct); // beside the stream, which must miss nothing meanwhile
    }

    /// <summary>Who refuses the events does so at each attempt: it is written once.</summary>
    private void Report(string problem)
    {
        if (problem != _problem)
        {
            log.EventsLost(problem);
        }

        _problem = problem;
    }

    /// <summary>The watch goes on, but its waits may be shorter or longer than they are meant to be; written once for each difference.</summary>
    private async Task CompareClocksAsync(CancellationToken ct)
    {
        try
        {
            var difference = await clock.CompareAsync(ct);
            if (difference is not null && difference != _clockDifference)
            {
                log.ClocksDiffer(difference);
            }

            _clockDifference = difference;
        }
        catch (Exception e) when (e is OperationCanceledException or EngineException)
        {
            // A Docker, or a proxy before it, that does not give its time is watched all the same.
        }
    }

    private static string UnixSeconds(DateTimeOffset at) => (at.ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads one event a line; what makes no sense is passed over.</summary>
    private sealed class EventReader(Action<ContainerEvent> take) : ILineReader
    {
        public void ReadLine(ReadOnlySpan<byte> line)
        {
            if (Read(line) is { } happened)
            {
                take(happened);
            }
        }

        private static ContainerEvent? Read(ReadOnlySpan<byte> line)
        {
            try
            {
                var json = new Utf8JsonReader(line);
                using var read = JsonDocument.ParseValue(ref json);
                var happened = read.RootElement;
                var attributes = happened.Texts("Actor.Attributes");
                return new ContainerEvent(
                    happened.Text("Actor.ID") ?? "",
                    attributes.GetValueOrDefault("name", ""),
                    happened.Text("Action") ?? "",
                    DateTimeOffset.UnixEpoch.AddTicks((happened.Number("timeNano") ?? 0) / TimeSpan.NanosecondsPerTick),
                    attributes.GetValueOrDefault("signal"),
                    attributes.GetValueOrDefault("exitCode") ?? attributes.GetValueOrDefault("containerExitCode"));
            }
            catch (Exception e) when (e is JsonException or OddFieldException or InvalidOperationException) // the last: a text that is not UTF-16
            {
                return null; // Not an event that means something to a node.
            }
        }
    }
}

/// <summary>What Docker remembers of a container.</summary>
/// <param name="Events">Its events, oldest first.</param>
/// <param name="IsWhole">Docker remembers all of them since the time that was asked for.</param>
internal sealed record PastEvents(IReadOnlyList<ContainerEvent> Events, bool IsWhole);
