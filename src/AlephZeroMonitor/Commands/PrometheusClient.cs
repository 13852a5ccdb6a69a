using System.Net.Http.Headers;
using System.Text.Json.Serialization;
using AlephZeroMonitor.Api;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Commands;

/// <summary>Asks a Prometheus for the nodes of all monitors whose metrics it collects.</summary>
/// <param name="url">Its web page; a user in it, with a password, is sent as Basic authentication.</param>
/// <param name="tokenFile">A file with the bearer token that it asks for; null: none.</param>
/// <remarks>Source of the form of its answers: Prometheus's HTTP API, version 1, instant queries.</remarks>
internal sealed class PrometheusClient(Uri url, string? tokenFile) : INodeSource
{
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    /// <summary>All that the monitors report now. Prometheus ends a series when a scrape fails, or no longer has it.</summary>
    private const string Present = """{__name__=~"alephzero_(node|alert|monitor_info).*",__name__!~".+_total"}""";

    /// <summary>The nodes of the last day, each with the time of its last check.</summary>
    private const string Past = "last_over_time(alephzero_node_last_check_time_seconds[1d])";

    /// <summary>Targets that are down, of jobs that collect monitors and nothing else.</summary>
    private const string Down = "up == 0 and on (job) last_over_time(alephzero_monitor_info[1d]) "
        + "unless on (job) (up == 1 unless on (job, instance) alephzero_monitor_info)";

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = HttpCaller.NewClient();
    private HttpCaller? _caller;

    /// <summary>Prometheus scrapes seldom more often.</summary>
    public TimeSpan Pace => TimeSpan.FromSeconds(5);

    public async Task<NodeList> NodesAsync(CancellationToken ct)
    {
        var (present, past, down) = (await AskAsync(Present, ct), await AskAsync(Past, ct), await AskAsync(Down, ct));
        return present.Concat(past).Concat(down).FirstOrDefault() is { At: var now }
            ? new NodeList(now, [.. FleetMetrics.Nodes(present, past, down, now).OrderBy(node => node.Name, StringComparer.Ordinal)])
            : throw new VerbFailure($"the Prometheus at {url.Authority} has no metrics of alephzero-monitor of the last day\n"
                + "Let it collect the /metrics of each monitor (scrape_configs): docs/deploying.md, \"Many hosts in one view\".");
    }

    public void Dispose() => _http.Dispose();

    private async Task<ImmutableArray<MetricSample>> AskAsync(string query, CancellationToken ct)
    {
        var target = new Uri($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/api/v1/query?query={Uri.EscapeDataString(query)}");
        _caller ??= new HttpCaller(url, _http, TimeProvider.System, MaxAnswerBytes);
        var token = tokenFile is null ? null : Token(tokenFile);
        var attempt = await _caller.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, target)
            {
                Headers = { Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token) },
            },
            AnswerTimeout,
            ct);
        if (attempt.Problem is { } problem)
        {
            throw Failure(Said.WithoutKeys(url, problem));
        }

        try
        {
            return [.. JsonSerializer.Deserialize(attempt.Body.Span, PrometheusJson.Default.PrometheusAnswer)?.Data.Result.Select(MetricSample.Of) ?? []];
        }
        catch (JsonException e)
        {
            throw NotPrometheus(e.Message);
        }
    }

    private static string Token(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw VerbFailure.Mistake($"--prometheus-token-file: {e.Message}");
        }
    }

    private VerbFailure Failure(EndpointProblem problem)
    {
        var why = EndpointText.Of(problem, "--prometheus");
        return problem switch
        {
            { Kind: EndpointProblemKind.HttpStatus, Number: 401 or 403 } => Failure(
                $"the Prometheus at {url.Authority} refuses to answer: {why}\n"
                + "Name the user in the URL, as in http://user:password@host:9090, or give a token by --prometheus-token-file."),
            { Kind: EndpointProblemKind.HttpStatus, Number: 404 or 405 }
                or { Kind: EndpointProblemKind.Redirection or EndpointProblemKind.RedirectionToPath } => NotPrometheus(why),
            _ => Failure($"no Prometheus answers at {url.Authority}: {why}\nDoes it run there, and may this machine reach it?"),
        };
    }

    private VerbFailure NotPrometheus(string why) => Failure(
        $"what answers at {url.Authority} is not a Prometheus: {why}\n"
        + "--prometheus takes the URL of its web page, such as http://127.0.0.1:9090, with its path where it has one.");

    private static VerbFailure Failure(string text) => new(Words.Printable(text, keepLines: true));
}

/// <summary>A series of an instant query's answer.</summary>
/// <param name="Labels">Its labels; the metric's name is <c>__name__</c>.</param>
/// <param name="At">The time that the query is about, by Prometheus's clock.</param>
/// <param name="Value">Its value.</param>
internal sealed record MetricSample(IReadOnlyDictionary<string, string> Labels, DateTimeOffset At, double Value)
{
    /// <summary>More than any number of blocks, and than any time in seconds since 1970.</summary>
    private const double MaxValue = 1e11;

    /// <summary>Takes a series as it was answered.</summary>
    public static MetricSample Of(PrometheusSeries series) =>
        series.Value is [{ ValueKind: JsonValueKind.Number } at, { ValueKind: JsonValueKind.String } text]
        && double.TryParse(text.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < MaxValue
            ? new(series.Metric, DateTimeOffset.UnixEpoch.AddSeconds(at.GetDouble()), value)
            : throw new JsonException("a series has no value that a monitor reports");

    public string? this[string label] => Labels.GetValueOrDefault(label);
}

/// <summary>Prometheus's answer to an instant query.</summary>
internal sealed record PrometheusAnswer
{
    public required PrometheusData Data { get; init; }
}

/// <summary>The result of an instant query.</summary>
internal sealed record PrometheusData
{
    public required ImmutableArray<PrometheusSeries> Result { get; init; }
}

/// <summary>A series, with its value as a time and a text.</summary>
internal sealed record PrometheusSeries
{
    public required Dictionary<string, string> Metric { get; init; }

    public required JsonElement[] Value { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PrometheusAnswer))]
internal sealed partial class PrometheusJson : JsonSerializerContext;
