using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.JsonRpc;

/// <summary>Asks a node itself. One caller at a time.</summary>
/// <param name="url">The node's RPC server.</param>
/// <param name="http">Sends; its own time-out is off.</param>
/// <param name="time">The clock.</param>
/// <remarks>Source of the methods: Substrate's sc-rpc.</remarks>
internal sealed class NodeRpc(Uri url, HttpClient http, TimeProvider time)
{
    private const int HealthId = 1;
    private const int HeaderId = 2;
    private const int FinalizedHashId = 3;
    private const int FinalizedId = 4;
    private const int HashDigits = 64;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpCaller _caller = new(url, http, time, "NODE_RPC_URL");

    /// <summary>What the node says of itself now. Every failure is a value, and it takes at most five seconds.</summary>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<SelfReport> AskAsync(CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        var (asksHealth, asksBest, asksFinalized) = (CallAsync(HealthId, Request.GetHealth, null, either.Token, ct), CallAsync(HeaderId, Request.GetHeader, null, either.Token, ct), AskFinalizedAsync(either.Token, ct));
        var (health, best, (hash, finalized, finalizedProblem)) = (await asksHealth, Header.Read(await asksBest), await asksFinalized);
        return new SelfReport
        {
            Best = best.Number,
            Finalized = finalized,
            FinalizedHash = hash,
            Peers = health.Peers,
            IsSyncing = health.IsSyncing,
            Problem = best.Problem ?? finalizedProblem ?? health.Problem,
        };
    }

    private async Task<(string? Hash, uint? Number, string? Problem)> AskFinalizedAsync(CancellationToken either, CancellationToken ct)
    {
        var answer = await CallAsync(FinalizedHashId, Request.GetFinalizedHead, null, either, ct);
        if (answer.Text is not { } hash || !IsHash(hash))
        {
            return (null, null, answer.Problem ?? "the answer has no hash of the finalized block");
        }

        var (number, problem) = Header.Read(await CallAsync(FinalizedId, Request.GetHeader, hash, either, ct));
        return number is null ? (null, null, problem) : (hash, number, null);
    }

    private async Task<Answer> CallAsync(int id, string method, string? hash, CancellationToken either, CancellationToken ct)
    {
        try
        {
            var attempt = await _caller.CallAsync(id, method, hash, either);
            return attempt.Problem is { } problem ? Answer.Wrong(problem) : Answer.Read(attempt.Body, id);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Answer.Wrong($"no answer within {AnswerTimeout.TotalSeconds} s");
        }
    }

    private static bool IsHash(string text) => text.Length == HashDigits + 2 && text.StartsWith("0x", StringComparison.Ordinal) && text.Skip(2).All(char.IsAsciiHexDigit);
}
