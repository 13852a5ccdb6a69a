using System.Globalization;
using Docker.DotNet.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Follows the engine's events and tells them to whoever subscribed; connects again, with back-off, when the engine goes away.</summary>
/// <remarks>An event only says that it is time to look; what is so is what inspect says. Missed events cost a check interval at most.</remarks>
internal sealed class EngineEvents(Engine engine, EngineClock clock, TimeProvider time, ILogger<EngineEvents> log) : BackgroundService
{
    private static readonly string[] Watched = ["start", "die", "kill", "stop", "restart", "destroy", "rename", "pause", "unpause", "oom", "create", "health_status"];

    /// <summary>How many events Docker remembers, of all kinds.</summary>
    private const int Remembered = 256;

    private string? _clockDifference;
    private volatile bool _isConnected;
    private volatile int _connections;

    /// <summary>Something happened; null: the connection is new, and events may have been missed.</summary>
    /// <remarks>Handlers must not block.</remarks>
    public event Action<ContainerEvent?>? Happened;

    /// <summary>The number of the present connection; null while there is none.</summary>
    public int? Connection => _isConnected ? _connections : null;

    /// <summary>What happened to a container since then, as far as Docker remembers.</summary>
    /// <param name="containerId">The container.</param>
    /// <param name="since">From when on.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="Exception">One of the kinds that <see cref="EngineFailure.Is"/> names.</exception>
    public async Task<PastEvents> PastAsync(string containerId, DateTimeOffset since, CancellationToken ct)
    {
        var past = new List<ContainerEvent>();

        // Without a filter, so that their number and their times show how far back Docker remembers.
        var parameters = new ContainerEventsParameters { Since = UnixSeconds(since), Until = UnixSeconds(time.GetUtcNow()) };
        await engine.AskAsync(
            async (client, timeout) =>
            {
                await client.System.MonitorEventsAsync(parameters, new Progress(past.Add), timeout);
                return true;
            },
            ct);
        return new PastEvents([.. past.Where(happened => happened.ContainerId == containerId)], past.Count < Remembered);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = Engine.NewBackoff();
        string? told = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var client = await engine.ConnectAsync(stoppingToken);
                _connections++;
                _isConnected = true;
                Happened?.Invoke(null);
                _ = CompareClocksAsync(stoppingToken); // beside the stream, which must miss nothing meanwhile
                await client.System.MonitorEventsAsync(Parameters, new Progress(Tell), stoppingToken);
            }
            catch (Exception e) when (stoppingToken.IsCancellationRequested && (e is OperationCanceledException || EngineFailure.Is(e)))
            {
                return;
            }
            catch (Exception e) when (EngineFailure.Is(e))
            {
                TellOnce(EngineFailure.Text(e));
                engine.Disconnect();
            }

            _isConnected = false;
            await Task.Delay(backoff.Next(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        void Tell(ContainerEvent happened)
        {
            backoff.Reset();
            told = null;
            Happened?.Invoke(happened);
        }

        // An engine that refuses its events does so at each attempt.
        void TellOnce(string problem)
        {
            if (problem != told)
            {
                log.EventsLost(problem);
            }

            told = problem;
        }
    }

    /// <summary>The watch goes on, but its waits may be shorter or longer than they are meant to be; said once for each difference.</summary>
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
        catch (Exception e) when (e is OperationCanceledException || EngineFailure.Is(e))
        {
            // An engine, or a proxy before it, that doesn't tell its time is watched all the same.
        }
    }

    private static string UnixSeconds(DateTimeOffset at) => (at.ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture);

    private static ContainerEventsParameters Parameters => new()
    {
        Filters = new Dictionary<string, IDictionary<string, bool>>
        {
            ["type"] = new Dictionary<string, bool> { ["container"] = true },
            ["event"] = Watched.ToDictionary(action => action, _ => true),
        },
    };

    // System.Progress would pass events on to the thread pool, out of order.
    private sealed class Progress(Action<ContainerEvent> tell) : IProgress<Message>
    {
        public void Report(Message value)
        {
            var attributes = value.Actor?.Attributes;
            tell(new ContainerEvent(
                value.Actor?.ID ?? "",
                Attribute(attributes, "name") ?? "",
                value.Action,
                DateTimeOffset.UnixEpoch.AddTicks((value.TimeNano ?? 0) / TimeSpan.NanosecondsPerTick),
                Attribute(attributes, "signal"),
                Attribute(attributes, "exitCode")));
        }

        private static string? Attribute(IDictionary<string, string>? attributes, string name) =>
            attributes is not null && attributes.TryGetValue(name, out var value) ? value : null;
    }
}

/// <summary>What Docker remembers of a container.</summary>
/// <param name="Events">Its events, oldest first.</param>
/// <param name="IsWhole">Docker remembers all of them since the time that was asked for.</param>
internal sealed record PastEvents(IReadOnlyList<ContainerEvent> Events, bool IsWhole);
