using AlephZeroMonitor.Core;
using AlephZeroMonitor.Host;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Ends a node by a signal to its own process, for images whose process 1 is a shell that passes no signal on.</summary>
internal sealed class GracefulStop(Engine engine, Containers containers, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(0.2);

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

    /// <summary>Ends the life and waits until it has ended.</summary>
    /// <param name="life">The life.</param>
    /// <param name="patience">How long the node gets.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
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
        catch (Exception e) when (EngineFailure.Is(e))
        {
            return (GracefulEnd.NoCommand, EngineFailure.Text(e));
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
        var parameters = new ContainerExecCreateParameters { User = "0", Cmd = ["sh", "-c", Script], AttachStdout = true, AttachStderr = true };
        var exec = await engine.AskAsync((client, timeout) => client.Exec.CreateContainerExecAsync(life.InstanceId, parameters, timeout), ct);
        var said = await engine.AskAsync((client, timeout) => RunAsync(client, exec.ID, timeout), ct);
        return await ExitCodeAsync(exec.ID, ct) switch
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
            return (await engine.AskAsync((client, timeout) => client.Exec.InspectContainerExecAsync(execId, timeout), ct)).ExitCode;
        }
        catch (DockerApiException)
        {
            return null;
        }
    }

    private static async Task<string> RunAsync(DockerClient client, string execId, CancellationToken ct)
    {
        using var stream = await client.Exec.StartContainerExecAsync(execId, new ContainerExecStartParameters(), ct);
        var (output, error) = await stream.ReadOutputToEndAsync(ct);
        return output + error;
    }
}
