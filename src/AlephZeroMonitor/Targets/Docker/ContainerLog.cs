namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Reads the log of one container: a tail, which Docker seeks from the end, or its begin. Docker reads the whole file for all that lies behind a time.</summary>
internal sealed class ContainerLog(Engine engine, string containerId, bool isTerminal, TimeProvider time)
{
    /// <summary>The number of lines that means the whole log.</summary>
    public const int Whole = int.MaxValue;

    /// <summary>Lines that are worth gathering.</summary>
    private const int LongAnswer = 1000;

    private const int BannerSeconds = 60;
    private const int MaxBannerBytes = 256 * 1024;

    /// <summary>Reads the last lines of the log, up to its present end, or on as it grows until the connection breaks.</summary>
    /// <param name="tail">How many lines; Docker counts a line over 16 KiB once for each piece.</param>
    /// <param name="follow">Whether to read on as it grows.</param>
    /// <param name="take">Takes the bytes as they come.</param>
    /// <returns>What Docker said instead of the rest; null: nothing, which does not prove that the end was reached.</returns>
    /// <exception cref="EngineException">The log cannot be read.</exception>
    public Task<string?> ReadAsync(int tail, bool follow, LogFrames.Take take, CancellationToken ct) =>
        ReadAsync($"tail={(tail == Whole ? "all" : tail.ToString(CultureInfo.InvariantCulture))}{(follow ? "&follow=1" : "")}", !follow && tail >= LongAnswer, take, ct);

    /// <summary>What a life says in its first minute. Docker ends such a read at the first line behind that, however long the log is.</summary>
    /// <returns>Nothing when it is not there any more, or when so many lines of earlier lives are before it that it takes too long.</returns>
    /// <exception cref="EngineException">The log cannot be read.</exception>
    public async Task<NodeFacts> ReadBeginAsync(DateTimeOffset began, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Engine.AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        var (log, length) = (new NodeLog(), 0);
        try
        {
            var from = began.ToUnixTimeSeconds();
            _ = await ReadAsync($"since={from}&until={from + BannerSeconds}", gathers: false, Append, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return NodeFacts.None;
        }

        return log.Facts;

        bool Append(ReadOnlySpan<byte> bytes, LogSource source)
        {
            log.Append(bytes, source);
            return (length += bytes.Length) < MaxBannerBytes && log.Facts.ChainName is null;
        }
    }

    private async Task<string?> ReadAsync(string part, bool gathers, LogFrames.Take take, CancellationToken ct)
    {
        var path = $"/containers/{containerId}/logs";
        using var response = await engine.OpenAsync(HttpMethod.Get, $"{path}?stdout=1&stderr=1&timestamps=1&{part}", null, ct, gathers);
        var frames = new LogFrames(isTerminal, take);
        await frames.ReadAsync($"GET {path}", response, ct);
        return frames.Error;
    }
}
