using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>A real server at a socket that answers as Docker does for one container, and fails where a test asks for it.</summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    public const string Name = "node";

    /// <summary>Another one in each run: monitors of one machine share the right to act on a container.</summary>
    public static readonly string Id = $"{Guid.NewGuid():N}{Guid.NewGuid():N}";
    public static readonly DateTimeOffset Start = new(2025, 3, 12, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("fake-engine-").FullName;
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<Channel<string>, bool> _streams = new();
    private readonly CancellationTokenSource _stop = new();

    private FakeEngine()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(Path.Combine(_folder, "docker.sock")));
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public Uri Url => new($"unix://{Path.Combine(_folder, "docker.sock")}");

    /// <summary>What inspect answers.</summary>
    public JsonObject Container { get; } = JsonNode.Parse(
        """
        {"Id":"OWN","Name":"/node","State":{"Running":true,"Paused":false,"Restarting":false,"StartedAt":"START","FinishedAt":"0001-01-01T00:00:00Z"},
         "Config":{"Tty":false,"Labels":{}},"HostConfig":{"LogConfig":{"Type":"json-file"}}}
        """.Replace("OWN", Id, StringComparison.Ordinal).Replace("START", Text(Start), StringComparison.Ordinal))!.AsObject();

    /// <summary>The lines of its log, without their stamps: one a second.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The record at which reads end that begin before it.</summary>
    public int? DamagedAt { get; set; }

    /// <summary>What it does after each read of the log.</summary>
    public Action OnLogRead { get; set; } = () => { };

    /// <summary>The error with which reads of the log end.</summary>
    public string? LogError { get; set; }

    /// <summary>Events that it remembers, oldest first.</summary>
    public ConcurrentQueue<string> Events { get; } = new();

    /// <summary>Requests that contain this text get such an answer; the status 0 is none at all.</summary>
    public ConcurrentDictionary<string, (int Status, string Body)> Refusals { get; } = new();

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What it answers when it is asked which containers have a label.</summary>
    public string Listed { get; set; } = "[]";

    /// <summary>What it waits for before it answers a restart or a start.</summary>
    public Func<Task> Delay { get; set; } = () => Task.CompletedTask;

    /// <summary>What a restart or a start does instead of beginning a life.</summary>
    public Action? OnStart { get; set; }

    public static async Task<FakeEngine> StartAsync()
    {
        var engine = new FakeEngine();
        await engine._server.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    /// <summary>Something happens to the container.</summary>
    public void Happen(string action, DateTimeOffset at, string attributes = "")
    {
        var nanoseconds = (at - DateTimeOffset.UnixEpoch).Ticks * 100;
        var actor = $$"""{"ID":"{{Id}}","Attributes":{"name":"node"{{attributes}}} }""";
        var text = $$"""{"Type":"container","Action":"{{action}}","Actor":{{actor}},"timeNano":{{nanoseconds}} }""";
        Events.Enqueue(text);
        foreach (var stream in _streams.Keys)
        {
            stream.Writer.TryWrite(text);
        }
    }

    /// <summary>The container ends.</summary>
    public void End(DateTimeOffset at)
    {
        (Container["State"]!["Running"], Container["State"]!["FinishedAt"]) = (false, Text(at));
        Happen("die", at, ""","exitCode":"1" """);
    }

    /// <summary>The container begins another life.</summary>
    public void Begin(DateTimeOffset at)
    {
        (Container["State"]!["Running"], Container["State"]!["StartedAt"]) = (true, Text(at));
        Happen("start", at);
    }

    /// <summary>All event streams end.</summary>
    public void BreakStreams()
    {
        foreach (var stream in _streams.Keys)
        {
            stream.Writer.TryComplete();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value! + context.Request.QueryString.Value;
        Requests.Enqueue($"{context.Request.Method} {path}");
        foreach (var (part, (status, body)) in Refusals)
        {
            if (path.Contains(part, StringComparison.Ordinal))
            {
                await (status == 0 ? Task.Delay(Timeout.Infinite, Ended(context)) : WriteAsync(context, body, status));
                return;
            }
        }

        await (context.Request.Path.Value switch
        {
            "/version" => WriteAsync(context, """{"ApiVersion":"1.41","MinAPIVersion":"1.12"}"""),
            "/v1.41/info" => WriteAsync(context, "{}"),
            "/v1.41/containers/json" => WriteAsync(context, path.Contains("opencontainers", StringComparison.Ordinal) ? "[]" : Listed),
            "/v1.41/events" or "/events" => EventsAsync(context),
            var asked when asked!.EndsWith("/json", StringComparison.Ordinal) => WriteAsync(context, Container.ToJsonString()),
            var asked when asked!.EndsWith("/logs", StringComparison.Ordinal) => LogsAsync(context),
            var asked when asked!.EndsWith("/restart", StringComparison.Ordinal) || asked.EndsWith("/start", StringComparison.Ordinal) => StartAsync(context),
            _ => WriteAsync(context, """{"message":"page not found"}""", 404),
        });
    }

    private static Task WriteAsync(HttpContext context, string text, int status = 200)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text);
    }

    private CancellationToken Ended(HttpContext context) =>
        CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token).Token;

    private async Task StartAsync(HttpContext context)
    {
        (OnStart ?? (() => Begin(Start.AddHours(1))))();
        await Delay();
        context.Response.StatusCode = 204;
    }

    private async Task EventsAsync(HttpContext context)
    {
        if (context.Request.Query.ContainsKey("until"))
        {
            await WriteAsync(context, string.Concat(Events.Select(happened => happened + "\n")));
            return;
        }

        var stream = Channel.CreateUnbounded<string>();
        _streams[stream] = true;
        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        await foreach (var happened in stream.Reader.ReadAllAsync(Ended(context)))
        {
            await context.Response.WriteAsync(happened + "\n");
            await context.Response.Body.FlushAsync();
        }

        _streams.TryRemove(stream, out _);
    }

    private async Task LogsAsync(HttpContext context)
    {
        await context.Response.StartAsync();
        string[] lines;
        lock (Log)
        {
            lines = [.. Log.Select((line, i) => $"{Text(Start.AddSeconds(i))} {line}\n")];
            OnLogRead();
        }

        var from = int.TryParse(context.Request.Query["tail"], out var tail) ? Math.Max(0, lines.Length - tail) : 0;
        var to = DamagedAt is { } damage && from <= damage ? damage : lines.Length;
        await context.Response.Body.WriteAsync(Frame(2, string.Concat(lines[from..Math.Max(from, to)])));
        if (LogError is { } error)
        {
            await context.Response.Body.WriteAsync(Frame(3, $"Error grabbing logs: {error}\n"));
        }

        await context.Response.Body.FlushAsync();
        if (context.Request.Query.ContainsKey("follow") && to == lines.Length && LogError is null)
        {
            await Task.Delay(Timeout.Infinite, Ended(context));
        }
    }

    private byte[] Frame(byte type, string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        if (Container["Config"]!["Tty"]!.GetValue<bool>())
        {
            return payload;
        }

        var frame = new byte[8 + payload.Length];
        frame[0] = type;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), (uint)payload.Length);
        payload.CopyTo(frame, 8);
        return payload.Length == 0 ? [] : frame;
    }
}
