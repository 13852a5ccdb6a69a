using Tmds.DBus.Protocol;

namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>What systemd shows of a unit.</summary>
/// <param name="RunState">Whether it runs.</param>
internal sealed record UnitView(RunState RunState)
{
    /// <summary>systemd's own, where nothing else is known.</summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(7);

    /// <summary>Why nothing is known; null when systemd answered.</summary>
    public string? UnreachableSaid { get; init; }

    /// <summary>The unit's path on the bus; null when systemd did not answer.</summary>
    public string? Path { get; init; }

    /// <summary>The life that it has or had last; null when it was never started, or systemd has forgotten it.</summary>
    public NodeLife? LastLife { get; init; }

    /// <summary>Its life; null unless it is running.</summary>
    public NodeLife? Life => RunState == RunState.Running ? LastLife : null;

    /// <summary>How the last life ended; null while one runs.</summary>
    public LifeEnd? End { get; init; }

    /// <summary>It is being stopped, or a job for it waits.</summary>
    public bool IsInOtherHands { get; init; }

    /// <summary>How long it gets to stop.</summary>
    public TimeSpan StopTimeout { get; init; } = UsualTimeout;

    /// <summary>How long it gets to start.</summary>
    public TimeSpan StartTimeout { get; init; } = UsualTimeout;

    /// <summary>Reads what systemd answered.</summary>
    public static UnitView Of(UnitProperties unit)
    {
        var (state, isLoaded) = (Text(unit.General, "ActiveState"), Text(unit.General, "LoadState") != "not-found");
        var runState = state switch
        {
            "active" or "reloading" or "refreshing" or "deactivating" => RunState.Running,
            "activating" => RunState.Restarting,
            _ => isLoaded ? RunState.Stopped : RunState.Missing,
        };
        var life = LastLifeOf(unit);
        return life is null && runState == RunState.Running
            ? new UnitView(RunState.Unreachable) { UnreachableSaid = "systemd reports neither invocation nor start of the running unit: is it a service?" }
            : new UnitView(runState)
            {
                Path = unit.Path,
                LastLife = life,
                End = runState is RunState.Stopped or RunState.Restarting ? EndOf(unit.Service) : null,
                IsInOtherHands = state == "deactivating" || (unit.General.TryGetValue("Job", out var job) && job.GetItem(0).GetUInt32() != 0),
                StopTimeout = Timeout(unit.Service, "TimeoutStopUSec"),
                StartTimeout = Timeout(unit.Service, "TimeoutStartUSec"),
            };
    }

    private static NodeLife? LastLifeOf(UnitProperties unit) =>
        unit.General.TryGetValue("InvocationID", out var id) && id.GetArray<byte>() is { Length: > 0 } bytes && Time(unit.Service, "ExecMainStartTimestamp") is { } startedAt
            ? new NodeLife(Convert.ToHexStringLower(bytes), startedAt)
            : null;

    private static LifeEnd? EndOf(Dictionary<string, VariantValue> service)
    {
        const int Exited = 1;
        const int OfSignal = 128;
        if (Time(service, "ExecMainExitTimestamp") is not { } at)
        {
            return null;
        }

        var (code, status, result) = (Number(service, "ExecMainCode"), Number(service, "ExecMainStatus"), Text(service, "Result"));
        return new LifeEnd(at, code == Exited ? status : OfSignal + status, IsOutOfMemory: result == "oom-kill", IsOurs: false)
        {
            RestartPolicy = Text(service, "Restart"),
            Said = result is "success" or "" ? null : $"result {result}",
        };
    }

    private static string Text(Dictionary<string, VariantValue> properties, string name) =>
        properties.TryGetValue(name, out var value) ? value.GetString() : "";

    private static int? Number(Dictionary<string, VariantValue> properties, string name) =>
        properties.TryGetValue(name, out var value) ? value.GetInt32() : null;

    private static DateTimeOffset? Time(Dictionary<string, VariantValue> properties, string name) =>
        properties.TryGetValue(name, out var value) && value.GetUInt64() is > 0 and var microseconds
            ? DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds)
            : null;

    private static TimeSpan Timeout(Dictionary<string, VariantValue> service, string name) =>
        service.TryGetValue(name, out var value) && value.GetUInt64() is var microseconds && microseconds < LongestTimeout.TotalMicroseconds
            ? TimeSpan.FromMicroseconds(microseconds)
            : LongestTimeout;
}
