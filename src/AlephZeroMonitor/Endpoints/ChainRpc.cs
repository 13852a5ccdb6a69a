using AlephZeroMonitor.Host.Calls;

namespace AlephZeroMonitor.Endpoints;

/// <summary>Asks one server about the chain. Its calls may run side by side.</summary>
/// <param name="caller">Calls the server.</param>
/// <param name="timeout">How long an answer may take, for the text that says that none came.</param>
/// <remarks>
/// Each method takes two tokens: one that ends the call also by time-out, which is a value; and one that ends the program: then it throws.
/// </remarks>
internal sealed class ChainRpc(HttpCaller caller, TimeSpan timeout)
{
    private const int HashId = 11;
    private const int FinalizedHashId = 12;
    private const int FinalizedId = 13;
    private const int HashDigits = 64;

    /// <summary>Calls a method and reads the answer.</summary>
    public async Task<Answer> AskAsync(int id, string method, string? parameter, CancellationToken either, CancellationToken ct)
    {
        try
        {
            var attempt = await caller.PostAsync(Request.Text(id, method, parameter), either);
            return attempt.Problem is { } problem ? Answer.Wrong(problem) : Answer.Read(attempt.Body, id);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Answer.Wrong(new(EndpointProblemKind.NoAnswer, Number: (long)timeout.TotalSeconds));
        }
    }

    /// <summary>The hash of the block at a height; null when the server doesn't report it, or what it reports is no hash.</summary>
    public async Task<string?> HashAtAsync(uint block, CancellationToken either, CancellationToken ct) =>
        Hash(await AskAsync(HashId, Request.GetBlockHash, $"0x{block:x}", either, ct));

    /// <summary>The latest finalized block, or why it isn't known.</summary>
    public async Task<(string? Hash, uint? Number, EndpointProblem? Problem)> FinalizedAsync(CancellationToken either, CancellationToken ct)
    {
        var answer = await AskAsync(FinalizedHashId, Request.GetFinalizedHead, null, either, ct);
        if (Hash(answer) is not { } hash)
        {
            return (null, null, answer.Problem ?? new(EndpointProblemKind.NoHash));
        }

        var (number, problem) = (await AskAsync(FinalizedId, Request.GetHeader, hash, either, ct)).Header;
        return number is null ? (null, null, problem) : (hash, number, null);
    }

    private static string? Hash(Answer answer) => answer.Text is { } text && IsHash(text) ? text : null;

    private static bool IsHash(string text) =>
        text.Length == HashDigits + 2 && text.StartsWith("0x", StringComparison.Ordinal) && text.Skip(2).All(char.IsAsciiHexDigit);
}
