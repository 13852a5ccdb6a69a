namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Ends a node by a signal to its own process, for images whose process 1 is a shell that passes no signal on.</summary>
internal sealed class GracefulStop(Engine engine, Containers containers, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(0.2);

    private const int MaxSaid = 1000;
    private const int NothingFound = 1;
    private const int NotExecutable = 126;
    private const int NotThere = 127;

    /// <summary>Sends SIGTERM to the children of process 1. Builtins of any POSIX shell alone: node images have little else.</summary>
    private const string Script =
        """
        found=1
        for folder in /proc/[0-9]*; do
          while read -r key value rest; do
            if [ "$key" = PPid: ] && [ "$value" = 1 ]; then kill -TERM "${folder#/proc/}" && found=0; fi
          done 2>/dev/null < "$folder/status"
        done
        exit $found
        """;

    /// <summary>The request that runs it. deploy/compose/docker-proxy.cfg knows it by its SHA-256.</summary>
    internal static readonly string Command =
        $$"""{"User":"0","Cmd":["sh","-c","{{JsonEncodedText.Encode(Script)}}"],"AttachStdout":true,"AttachStderr":true}""";

    /// <summary>Ends the life and waits until it has ended.</summary>
    /// <param name="patience">How long the node gets.</param>
    /// <returns>Whether it has ended, or why it has not; and what the container or Docker said of that.</returns>
    public async Task<(GracefulEnd End, string? Said)> TryAsync(NodeLife life, TimeSpan patience, CancellationToken ct)
    {
        try
        {
            var (problem, said) = await SignalAsync(life, ct);
            if (problem is { } known)
            {
                return (known, said);
            }
        }
        catch (Exception e) when (EngineFailure.From("POST exec", e) is { } failure)
        {
            return (GracefulEnd.NoCommand, failure.Said);
        }

        for (var begin = time.GetTimestamp(); time.GetElapsedTime(begin) < patience;)
        {
            await Task.Delay(PollInterval, time, ct);
            var container = await containers.InspectAsync(life.InstanceId, ct);
            if (container.RunState is not (RunState.Unreachable or RunState.Running or RunState.Paused) || (container.LastLife is { } last && last != life))
            {
                return (GracefulEnd.Ended, null);
            }
        }

        return (GracefulEnd.TimedOut, null);
    }

    private async Task<(GracefulEnd? Problem, string? Said)> SignalAsync(NodeLife life, CancellationToken ct)
    {
        var exec = await engine.PostAsync($"/containers/{life.InstanceId}/exec", Command, Engine.AnswerTimeout, ct);
        var id = exec.Text("Id") ?? "";
        var said = await RunAsync(id, ct);
        return await ExitCodeAsync(id, ct) switch
        {
            NothingFound => (GracefulEnd.IsMainProcess, null),
            NotExecutable or NotThere => (GracefulEnd.NoShell, OneLine.Of(said.Trim())),
            _ => (null, null), // Done, or the container has ended so soon that its end took this process along.
        };
    }

    private async Task<long?> ExitCodeAsync(string execId, CancellationToken ct)
    {
        try
        {
            return (await engine.GetAsync($"/exec/{execId}/json", ct)).Number("ExitCode");
        }
        catch (EngineException e) when (e.Failure.Kind != EngineFailureKind.Unreachable)
        {
            return null;
        }
    }

    private async Task<string> RunAsync(string execId, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Engine.AnswerTimeout);
        var said = new StringBuilder();
        var frames = new LogFrames(isTerminal: false, (bytes, _) => said.Length < MaxSaid && said.Append(Encoding.UTF8.GetString(bytes)).Length < MaxSaid);
        try
        {
            using var response = await engine.OpenAsync(HttpMethod.Post, $"/exec/{execId}/start", """{"Detach":false,"Tty":false}""", limit.Token);
            await frames.ReadAsync($"POST /exec/{execId}/start", response, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new EngineException(new(EngineFailureKind.NoAnswer, $"POST /exec/{execId}/start", "the command did not end in time"));
        }

        return said.ToString();
    }
}
