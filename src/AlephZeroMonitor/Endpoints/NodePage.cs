using System.Text;
using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Reads a node's metrics page. One caller at a time.</summary>
/// <remarks>Source of the names: Substrate's sc-service, sc-network, sc-network-sync and sc-basic-authorship.</remarks>
internal sealed class NodePage
{
    private const int MaxPageLength = 4 * 1024 * 1024;
    private const string DefaultPath = "/metrics";

    private readonly HttpCaller _caller;
    private readonly TimeProvider _time;

    /// <summary>Makes it; nothing is asked yet.</summary>
    /// <param name="url">The page, or the server alone: then the page is at /metrics.</param>
    /// <param name="http">Sends; its own time-out is off.</param>
    /// <param name="time">The clock.</param>
    public NodePage(Uri url, HttpClient http, TimeProvider time) =>
        (_caller, _time) = (new HttpCaller(url.PathAndQuery == "/" ? new Uri(url, DefaultPath) : url, http, time, MaxPageLength), time);

    /// <summary>What the page reports now. Every failure is a value. Takes at most <see cref="NodeReports.AnswerTimeout"/>.</summary>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<SelfReport> AskAsync(CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(NodeReports.AnswerTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            var attempt = await _caller.GetAsync(either.Token);
            return attempt.Problem is { } problem ? new SelfReport { Failure = problem } : Read(attempt.Body.Span);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SelfReport { Failure = new(EndpointProblemKind.NoAnswer, Number: (long)NodeReports.AnswerTimeout.TotalSeconds) };
        }
    }

    /// <summary>Reads a page; any bytes.</summary>
    internal static SelfReport Read(ReadOnlySpan<byte> page)
    {
        var report = new SelfReport();
        foreach (var line in Encoding.UTF8.GetString(page).AsSpan().EnumerateLines())
        {
            report = MetricSample.TryRead(line, out var sample) ? Add(report, sample) : report;
        }

        return report.Best is null ? report with { Failure = new(EndpointProblemKind.NoBestBlock) } : report;
    }

    private static SelfReport Add(SelfReport report, MetricSample sample) => sample.Name switch
    {
        "substrate_block_height" => sample.Label("status") switch
        {
            "best" => report with { Best = Count(sample) },
            "finalized" => report with { Finalized = Count(sample) },
            "sync_target" => report with { SyncTarget = Count(sample) },
            _ => report,
        },
        "substrate_sub_libp2p_peers_count" => report with { Peers = Count(sample) },
        "substrate_sub_libp2p_is_major_syncing" => report with { IsSyncing = sample.Value switch { 0 => false, 1 => true, _ => null } },
        "substrate_proposer_block_constructed_count" => report with { BlocksPrepared = Count(sample) },
        _ => report,
    };

    private static uint? Count(MetricSample sample) => sample.Value is >= 0 and <= uint.MaxValue ? (uint)sample.Value : null;
}
