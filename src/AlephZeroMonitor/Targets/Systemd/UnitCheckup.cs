using AlephZeroMonitor.Host.Checkups;

namespace AlephZeroMonitor.Targets.Systemd;

/// <summary>Looks at a unit, and at what its log shows.</summary>
internal sealed class UnitCheckup(Settings settings) : INodeCheckup
{
    public Task<IReadOnlyList<Finding>> RunAsync(string name, Observation seen, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Finding>>(settings.Units.Contains(name) ? [Find(name, seen)] : []);

    internal static Finding Find(string name, Observation seen) => (seen.RunState, name[Settings.UnitPrefix.Length..]) switch
    {
        (RunState.Unreachable, _) => new(
            FindingLevel.Error, name, seen.UnreachableSaid ?? "systemd doesn't answer", "systemctl status dbus; a monitor in a container can't watch units of the host"),
        (RunState.Missing, _) => new(
            FindingLevel.Error, name, "there is no unit of this name", "systemctl list-units --type=service; set CONTAINER_NAME to systemd: and one of these"),
        (not RunState.Running, var unit) => new(
            FindingLevel.Warning, name, $"the unit is {seen.RunState}: a node that somebody stopped is left alone", $"systemctl start {unit}"),
        _ when seen.LogProblem is { } problem => new(FindingLevel.Error, name, LogProblemText.Of(problem)),
        (_, var unit) when seen.Facts.Best is null => new(
            FindingLevel.Error, name, "its log shows no block", $"journalctl -u {unit} -n 20: is this an Aleph Zero node, at log level info?"),
        _ => new(FindingLevel.Ok, name, $"its log can be read: {seen.Facts.Lines} lines; best block {seen.Facts.Best}"),
    };
}
