using System.Text.RegularExpressions;
using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Reads a node's metrics page. One caller at a time.</summary>
/// <remarks>Source of the names: Substrate's sc-service, sc-network, sc-network-sync and sc-basic-authorship.</remarks>
internal sealed partial class NodePage
{
    private const int MaxPageLength = 4 * 1024 * 1024;
    private const string DefaultPath = "/metrics";
    private const string Prefix = "substrate_";

    private readonly Uri _url;
    private readonly HttpCaller _caller;

    /// <summary>Makes it; nothing is asked yet.</summary>
    /// <param name="url">The page, or the server alone: then the page is at /metrics.</param>
    /// <param name="http">Sends; its own time-out is off.</param>
    public NodePage(Uri url, HttpClient http, TimeProvider time)
    {
        _url = url.PathAndQuery == "/" ? new Uri(url, DefaultPath) : url;
        _caller = new HttpCaller(_url, http, time, MaxPageLength);
    }

    /// <summary>What the page reports now. Every failure is a value. Takes at most <see cref="NodeReports.AnswerTimeout"/>.</summary>
    public async Task<SelfReport> AskAsync(CancellationToken ct)
    {
        var attempt = await _caller.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, _url), NodeReports.AnswerTimeout, ct);
        return attempt.Problem is { } problem ? new SelfReport { Failure = problem } : Read(attempt.Body.Span);
    }

    /// <summary>Reads a page; any bytes.</summary>
    internal static SelfReport Read(ReadOnlySpan<byte> page)
    {
        var report = new SelfReport();
        foreach (var line in Encoding.UTF8.GetString(page).AsSpan().EnumerateLines())
        {
            report = line.TrimStart().StartsWith(Prefix) ? Add(report, Sample().Match(line.ToString())) : report;
        }

        return report.Best is null ? report with { Failure = new(EndpointProblemKind.NoBestBlock) } : report;
    }

    private static SelfReport Add(SelfReport report, Match sample) =>
        !double.TryParse(sample.Groups["value"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? report
            : (sample.Groups["name"].Value, Status(sample)) switch
            {
                ("block_height", "best") => report with { Best = Count(value) },
                ("block_height", "finalized") => report with { Finalized = Count(value) },
                ("block_height", "sync_target") => report with { SyncTarget = Count(value) },
                ("sub_libp2p_peers_count", _) => report with { Peers = Count(value) },
                ("sub_libp2p_is_major_syncing", _) => report with { IsSyncing = value switch { 0 => false, 1 => true, _ => null } },
                ("proposer_block_constructed_count", _) => report with { BlocksPrepared = Count(value) },
                ("process_start_time_seconds", _) => report with { StartedAt = Count(value) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null },
                _ => report,
            };

    private static string? Status(Match sample) =>
        sample.Groups["label"].Captures.Zip(sample.Groups["text"].Captures).FirstOrDefault(each => each.First.Value == "status").Second?.Value;

    private static uint? Count(double value) => value is >= 0 and <= uint.MaxValue ? (uint)value : null;

    /// <summary>A sample in the text form of Prometheus: a name, perhaps labels, and a value; a time may follow.</summary>
    [GeneratedRegex(
        """^\s*substrate_(?<name>\w+)(?:\{(?:\s*(?<label>\w+)\s*=\s*"(?<text>(?:[^"\\]|\\.)*)"\s*,?)*\s*\})?\s+(?<value>\S+)(?:\s|$)""",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sample();
}
