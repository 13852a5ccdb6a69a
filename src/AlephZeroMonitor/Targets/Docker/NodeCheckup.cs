using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Looks at a node: its container, how that is stopped, and what its log shows.</summary>
internal sealed class NodeCheckup(Engine engine, Containers containers, OtherMonitors monitors, Settings settings) : INodeCheckup
{
    private static readonly string[] KeepingDrivers = ["json-file", "local", "journald", "k8s-file"];
    private static readonly string[] Shells = ["sh", "bash", "dash", "ash", "busybox"];
    private const string GoodLog = "docker run --log-driver json-file --log-opt max-size=100m --log-opt max-file=3 …";
    private static readonly TimeSpan GoodStopTimeout = TimeSpan.FromSeconds(60);

    public async Task<IReadOnlyList<Finding>> RunAsync(string name, Observation seen, CancellationToken ct)
    {
        if (settings.IsProbe || settings.Units.Contains(name))
        {
            return [];
        }

        var container = await containers.InspectAsync(name, ct);
        return container switch
        {
            { RunState: RunState.Unreachable } => [],
            { RunState: RunState.Missing, UnreachableSaid: { } meant } =>
                [new(FindingLevel.Error, name, $"there is no container of this name; did you mean {meant}?", $"set CONTAINER_NAME={meant}")],
            { RunState: RunState.Missing } => [new(FindingLevel.Error, name, "there is no container of this name", "docker ps --format '{{.Names}}'; set CONTAINER_NAME to one of these")],
            { Life: null } => [RestFinding(name, container.RunState, LifeEndText.Of(seen.End))],
            { Life: { } life } =>
            [
                LogFinding(name, container, seen),
                .. seen.LogProblem is null ? FormFindings(name, seen.Facts) : [],
                .. SelfFindings(name, seen),
                await StopFindingAsync(name, container, life, ct),
                PolicyFinding(name, container),
                .. SettingsReader.ReadNode(container.Labels, settings).Node.Problems.Select(problem => new Finding(FindingLevel.Warning, name, problem, "create the container again with the right label")),
                await MonitorFindingAsync(name, container, ct),
            ],
        };
    }

    /// <summary>What is so of a container that isn't running, and how it comes to run again.</summary>
    internal static Finding RestFinding(string name, RunState state, string? end) => state switch
    {
        RunState.Paused => new(
            FindingLevel.Warning, name, "its container is paused (docker pause), so it is left alone",
            $"docker unpause {name}"),
        RunState.Restarting => new(
            FindingLevel.Warning, name, "its container ended by itself, and Docker is about to start it again",
            $"docker logs --tail 20 {name}: why does it end?"),
        _ => new(
            FindingLevel.Warning, name, $"it is stopped{(end is null ? "" : $": {end.TrimEnd('.')}")}; the monitor does not start it",
            $"docker start {name}"),
    };

    /// <summary>What a driver that sends lines elsewhere leaves to be read lacks those that could not be sent.</summary>
    internal static Finding LogFinding(string name, ContainerView container, Observation seen) => seen.LogProblem is { } problem
        ? new(
            FindingLevel.Error, name, LogProblemText.Of(problem),
            problem.Kind == LogProblemKind.Driver ? GoodLog : null)
        : !KeepingDrivers.Contains(container.LogDriver)
        ? new(FindingLevel.Warning, name, $"its log driver {container.LogDriver} may lose lines of what can be read here: it lacks what could not be sent", GoodLog)
        : new(FindingLevel.Ok, name, $"its log can be read (driver {container.LogDriver}): {seen.Facts.Lines} lines so far");

    /// <summary>Which forms of lines were found, and what follows from those that were not.</summary>
    private static IEnumerable<Finding> FormFindings(string name, NodeFacts facts)
    {
        yield return facts.Best is { } best
            ? new(FindingLevel.Ok, name, $"best block {best}{(facts.ChainName is { } chain ? $" of {chain}" : "")}")
            : new(
                FindingLevel.Error, name, "its log shows no block",
                $"docker logs --tail 20 {name}: is this an Aleph Zero node, at log level info?");
        if (facts.Session is null)
        {
            yield return new(
                FindingLevel.Warning, name, "its log names no session (\"Running session N\"), so it never counts as producing",
                "let the node log at level info: -l info");
        }

        if (facts.MajorSync == MajorSync.NotSeen)
        {
            yield return new(
                FindingLevel.Warning, name, "its log says nothing of major sync, so IdleBehind doesn't apply",
                "let the node log aleph-block-sync at level info");
        }
    }

    /// <summary>What the node says of itself, where it is asked.</summary>
    private static IEnumerable<Finding> SelfFindings(string name, Observation seen)
    {
        (string What, SelfReport? Report, string Mend)[] asked =
        [
            ("RPC", seen.Report, "-e NODE_RPC_URL=http://…:9944: the node's own RPC server, as this container reaches it"),
            (
                "metrics", seen.Metrics,
                "-e NODE_METRICS_URL=http://…:9615/metrics: the node's own page, which other machines reach when it runs with --prometheus-external"),
        ];
        return from each in asked
               where each.Report is not null
               select each.Report.Failure is { } problem
                   ? new Finding(FindingLevel.Warning, name, $"its {each.What}: {EndpointText.Of(problem)}", each.Mend)
                   : new Finding(FindingLevel.Ok, name, $"its {each.What}: best block {DecisionText.Number(each.Report.Best)}");
    }

    /// <summary>The monitor leaves a node that ended by itself to Docker: it starts what it stopped itself, and nothing else.</summary>
    private static Finding PolicyFinding(string name, ContainerView container) => container.RestartPolicy switch
    {
        "always" or "unless-stopped" or "on-failure" => new(FindingLevel.Ok, name, $"Docker starts it again when it crashes (restart policy {container.RestartPolicy})"),
        _ => new(
            FindingLevel.Warning, name, $"nothing starts it again when it crashes (restart policy {container.RestartPolicy ?? "no"})",
            $"docker update --restart unless-stopped {name}"),
    };

    private async Task<Finding> MonitorFindingAsync(string name, ContainerView container, CancellationToken ct)
    {
        try
        {
            return await monitors.FindFirstAsync(new(name, container.Labels), ct) is { } first
                ? new(FindingLevel.Ok, name, $"monitor {first} acts on it")
                : new(FindingLevel.Ok, name, "no monitor in a container acts on it");
        }
        catch (EngineException e)
        {
            return new(FindingLevel.Warning, name, $"it is not known whether a monitor acts on it: {e.Message}", "let the proxy allow GET /containers/json");
        }
    }

    private async Task<Finding> StopFindingAsync(string name, ContainerView container, NodeLife life, CancellationToken ct)
    {
        var timeout = container.StopTimeout;
        try
        {
            return (await FirstProcessAsync(life.InstanceId, ct), container.IsGraceful) switch
            {
                ({ Command: var shell, HasChild: true }, true) when Shells.Contains(shell) =>
                    new(FindingLevel.Ok, name, $"process 1 is {shell}, and GRACEFUL_STOP sends SIGTERM to the node behind it"),
                ({ Command: var shell, HasChild: true }, false) when Shells.Contains(shell) => new(
                    FindingLevel.Warning, name,
                    $"process 1 is {shell}: unless it passes SIGTERM on, each stop ends in SIGKILL after {timeout.TotalSeconds} s, in the middle of a database write",
                    "-e GRACEFUL_STOP=true -e STOP_TIMEOUT=120"),
                _ when timeout < GoodStopTimeout => new(
                    FindingLevel.Warning, name, $"it gets {timeout.TotalSeconds} s to close its database before it is killed",
                    "-e STOP_TIMEOUT=120"),
                _ => new(FindingLevel.Ok, name, $"it gets {timeout.TotalSeconds} s to close its database"),
            };
        }
        catch (EngineException e)
        {
            return new(FindingLevel.Warning, name, $"its processes can't be listed, so how it stops is not known: {e.Message}");
        }
    }

    private async Task<(string Command, bool HasChild)?> FirstProcessAsync(string containerId, CancellationToken ct)
    {
        var pid = (await engine.GetAsync($"/containers/{containerId}/json", ct)).At("State.Pid").ToString();
        var top = await engine.GetAsync($"/containers/{containerId}/top?ps_args=-eo%20pid,ppid,comm", ct);
        string[][] rows = [.. top.Items("Processes").Select(row => row.EnumerateArray().Select(cell => cell.ToString()).ToArray())
            .Where(row => row.Length >= 3)];
        return rows.FirstOrDefault(row => row[0] == pid) is { } first ? (first[2], rows.Any(row => row[1] == pid)) : null;
    }
}
