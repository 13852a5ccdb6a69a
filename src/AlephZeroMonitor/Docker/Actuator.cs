using AlephZeroMonitor.Configuration;
using AlephZeroMonitor.Core;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace AlephZeroMonitor.Docker;

/// <summary>Restarts nodes: the only caller of the engine's restart.</summary>
internal sealed class Actuator(Engine engine, Containers containers, StopRequests stopRequests, GracefulStop gracefulStop, Settings settings, TimeProvider time)
{
    /// <summary>What the engine may take beyond the node's own time to stop, before we give its answer up.</summary>
    private static readonly TimeSpan EngineMargin = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ConfirmationTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConfirmationInterval = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a container's restart policy gets to bring it back by itself.</summary>
    private static readonly TimeSpan PolicyPatience = TimeSpan.FromSeconds(2);

    /// <summary>The longest that <see cref="RestartAsync"/> takes for a container with this stop time-out of its own.</summary>
    public TimeSpan LongestFor(TimeSpan stopTimeout) => ((settings.StopTimeout ?? stopTimeout) * (settings.GracefulStop ? 2 : 1)) + EngineMargin + ConfirmationTimeout + EngineMargin;

    /// <summary>Restarts a node if it still is what the decision was made for. Every failure is a value.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="life">The life that was judged.</param>
    /// <param name="ct">Ends the call; only then does it throw.</param>
    public async Task<RestartOutcome> RestartAsync(string name, NodeLife life, CancellationToken ct)
    {
        var begin = time.GetTimestamp();
        var container = await containers.InspectAsync(name, ct);
        if (WhyNot(container, life) is { } reason)
        {
            return new RestartOutcome(RestartResult.Abandoned, reason, time.GetElapsedTime(begin));
        }

        var stopTimeout = settings.StopTimeout ?? container.StopTimeout;
        var notGraceful = settings.GracefulStop ? await gracefulStop.TryAsync(life, stopTimeout, ct) : null;
        if (settings.GracefulStop && stopRequests.HasComeSince(life.ContainerId, begin))
        {
            return new RestartOutcome(RestartResult.Abandoned, "somebody else stopped it meanwhile", time.GetElapsedTime(begin));
        }

        var error = settings.GracefulStop && notGraceful is null
            ? await BringBackAsync(life.ContainerId, ct)
            : await AskEngineAsync(RestartAsync, stopTimeout, ct);
        var began = await ConfirmAsync(life, ct);
        var took = time.GetElapsedTime(begin);
        var how = !settings.GracefulStop ? "" : notGraceful is null ? "; it ended by itself after SIGTERM" : $"; not gracefully: {notGraceful}";
        return began is not null
            ? new RestartOutcome(RestartResult.Restarted, $"started at {began:yyyy-MM-dd'T'HH:mm:ss'Z'}{how}", took, began)
            : new RestartOutcome(RestartResult.Failed, (error ?? "the engine reported success, but the container has no new start time") + how, took);

        Task RestartAsync(DockerClient client, CancellationToken timeout) => client.Containers.RestartContainerAsync(
            life.ContainerId, new ContainerRestartParameters { WaitBeforeKillSeconds = (uint?)settings.StopTimeout?.TotalSeconds }, timeout);
    }

    /// <summary>A container that ended by itself comes back by its restart policy, or else by us.</summary>
    private async Task<string?> BringBackAsync(string containerId, CancellationToken ct)
    {
        await Task.Delay(PolicyPatience, time, ct);
        return (await containers.InspectAsync(containerId, ct)).Status != ContainerState.Stopped
            ? null
            : await AskEngineAsync((client, timeout) => client.Containers.StartContainerAsync(containerId, new ContainerStartParameters(), timeout), TimeSpan.Zero, ct);
    }

    private string? WhyNot(ContainerView container, NodeLife life) => container switch
    {
        { Status: not ContainerState.Running } => $"the container is {container.Status} now",
        _ when container.Life != life => "the container was started again meanwhile",
        _ when stopRequests.IsPending(life.ContainerId, container.StopTimeout) => "somebody else is stopping or restarting it",
        _ => null,
    };

    private async Task<string?> AskEngineAsync(Func<DockerClient, CancellationToken, Task> ask, TimeSpan expected, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(expected + EngineMargin);
        try
        {
            await ask(await engine.ConnectAsync(timeout.Token), timeout.Token);
            return null;
        }
        catch (Exception e) when (EngineFailure.Is(e))
        {
            return EngineFailure.Text(e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"the engine gave no answer within {(expected + EngineMargin).TotalSeconds} s";
        }
    }

    /// <summary>Success is a new start time, not the call's answer.</summary>
    private async Task<DateTimeOffset?> ConfirmAsync(NodeLife before, CancellationToken ct)
    {
        for (var begin = time.GetTimestamp(); time.GetElapsedTime(begin) < ConfirmationTimeout;)
        {
            var container = await containers.InspectAsync(before.ContainerId, ct);
            if (container.Life is { } life && life != before)
            {
                return life.StartedAt;
            }

            if (container.Status is ContainerState.Running or ContainerState.Missing)
            {
                return null;
            }

            await Task.Delay(ConfirmationInterval, time, ct);
        }

        return null;
    }
}
