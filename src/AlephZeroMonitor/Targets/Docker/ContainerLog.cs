namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Reads the log of one container. Never by time: Docker scans the whole file for that, but seeks a tail from the end.</summary>
internal sealed class ContainerLog(Engine engine, string containerId, bool isTerminal)
{
    /// <summary>The number of lines that means the whole log.</summary>
    public const int Whole = int.MaxValue;

    /// <summary>Reads the last lines of the log, up to its present end, or on as it grows until the connection breaks.</summary>
    /// <param name="tail">How many lines; Docker counts a line over 16 KiB once for each piece.</param>
    /// <param name="follow">Whether to read on as it grows.</param>
    /// <param name="take">Takes the bytes as they come.</param>
    /// <returns>What Docker said instead of the rest; null: nothing, which does not prove that the end was reached.</returns>
    /// <exception cref="EngineException">The log cannot be read.</exception>
    public async Task<string?> ReadAsync(int tail, bool follow, LogFrames.Take take, CancellationToken ct)
    {
        var lines = tail == Whole ? "all" : tail.ToString(CultureInfo.InvariantCulture);
        var path = $"/containers/{containerId}/logs";
        using var response = await engine.OpenAsync(
            HttpMethod.Get, $"{path}?stdout=1&stderr=1&timestamps=1&tail={lines}{(follow ? "&follow=1" : "")}", null, ct);
        var frames = new LogFrames(isTerminal, take);
        await frames.ReadAsync($"GET {path}", response, ct);
        return frames.Error;
    }
}
