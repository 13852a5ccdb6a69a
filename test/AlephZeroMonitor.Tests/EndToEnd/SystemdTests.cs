using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>Nodes that run as units of a real systemd, restarted under the polkit rule by a user who is not root.</summary>
public class SystemdTests
{
    private const string Node = $"systemd:{SystemdMachine.Unit}";

    [Fact]
    public async Task Unit_FallsBehind_IsRestartedAndItsNewLifeIsFollowed()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var machine = await SystemdMachine.StartAsync(Idle(5));
        await machine.InstallAsync(endpoint);
        await machine.SeeAsync($"{Node}: InStep");
        var before = await machine.RunAsync($"systemctl show -p InvocationID --value {SystemdMachine.Unit}");
        machine.Append(Idle(2), life: 2);
        endpoint.Head += 500;
        await machine.SeeAsync($"{Node}: restarting it: FarBehind");
        await machine.SeeAsync($"{Node}: restarted in");
        machine.Append(Imported(endpoint.Head), life: 2);
        await machine.SeeAsync($"{Node}: InStep", 2);
        Assert.NotEqual(before, await machine.RunAsync($"systemctl show -p InvocationID --value {SystemdMachine.Unit}"));
        Assert.DoesNotContain("docker", (await machine.MonitorLogAsync()).ToLowerInvariant());
    }

    [Fact]
    public async Task Unit_JournalRotatedAndVacuumed_GoesOnBeingRead()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var machine = await SystemdMachine.StartAsync(Idle(5));
        await machine.InstallAsync(endpoint);
        await machine.SeeAsync($"{Node}: InStep");
        await machine.RunAsync("journalctl --rotate --vacuum-size=1 && systemctl kill -s HUP systemd-journald || true");
        machine.Append(Imported(Head + 5), life: 1);
        endpoint.Head += 15;
        await machine.SeeAsync("checked, ", 3);
        Assert.Contains("InStep", await machine.MonitorLogAsync());
        endpoint.Head += 500;
        await machine.SeeAsync($"{Node}: restarted in");
    }

    [Fact]
    public async Task Unit_StoppedByItsOwner_StaysStopped()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var machine = await SystemdMachine.StartAsync(Idle(5));
        await machine.InstallAsync(endpoint);
        await machine.SeeAsync($"{Node}: InStep");
        endpoint.Head += 500;
        await machine.SeeAsync($"{Node}: restarted in");
        await machine.RunAsync($"systemctl stop {SystemdMachine.Unit}");
        await machine.SeeAsync($"{Node}: NotRunning (");
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        Assert.Equal("inactive", (await machine.RunAsync($"systemctl show -p ActiveState --value {SystemdMachine.Unit}")).Trim());
        await machine.RunAsync($"systemctl start {SystemdMachine.Unit}");
        await machine.SeeAsync($"{Node}: BestUnknown");
    }

    [Fact]
    public async Task Unit_ThatCrashes_IsReportedWithItsEnd()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var machine = await SystemdMachine.StartAsync(Idle(5));
        await machine.InstallAsync(endpoint);
        await machine.SeeAsync($"{Node}: InStep");
        await machine.RunAsync($"kill -9 $(systemctl show -p MainPID --value {SystemdMachine.Unit})");
        await machine.SeeAsync("it ended by itself with exit code 137, restart policy \"no\"");
    }

    [Fact]
    public async Task Unit_EndsAtOnceAfterItsRestart_IsStartedAgain()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var machine = await SystemdMachine.StartAsync(Idle(5));
        await machine.InstallAsync(endpoint, "RESTART_COOLDOWN=2\\n");
        await machine.SeeAsync($"{Node}: InStep");
        await machine.RunAsync("touch /logs/fail");
        endpoint.Head += 500;
        await machine.SeeAsync("LeftStopped");
        await machine.RunAsync("rm /logs/fail");
        await machine.SeeAsync($"{Node}: started in");
    }

    [Fact]
    public async Task Unit_WithoutThePolkitRule_SaysWhatToInstall()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var machine = await SystemdMachine.StartAsync(Idle(5));
        await machine.InstallAsync(endpoint);
        await machine.RunAsync("rm /etc/polkit-1/rules.d/50-alephzero-monitor.rules && systemctl restart polkit alephzero-monitor");
        endpoint.Head += 500;
        await machine.SeeAsync("polkit does not let this user restart");
    }

    [Fact]
    public async Task Unit_JournalMayNotBeRead_NothingIsRestartedAndTheRemedyIsNamed()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var machine = await SystemdMachine.StartAsync(Idle(500));
        await machine.RunAsync("printf '[Service]\\nSupplementaryGroups=\\n' >/etc/systemd/system/alephzero-monitor.service.d/u.conf");
        await machine.InstallAsync(endpoint);
        await machine.SeeAsync("add it to the group systemd-journal");
        Assert.DoesNotContain("restarting it", await machine.MonitorLogAsync());
    }

    [Fact]
    public async Task Monitor_AsAUnit_ReportsToSystemdAndIsRestartedWhenItHangs()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var machine = await SystemdMachine.StartAsync(Idle(5));
        await machine.RunAsync("printf '[Service]\\nWatchdogSec=6\\nTimeoutAbortSec=1\\n' >/etc/systemd/system/alephzero-monitor.service.d/w.conf");
        await machine.InstallAsync(endpoint);
        await machine.SeeAsync($"{Node}: InStep");
        await machine.RunAsync("systemd-analyze security --threshold=20 alephzero-monitor"); // fails above 2.0
        Assert.Contains("Nodes watched: 1", await machine.RunAsync("systemctl show -p StatusText alephzero-monitor"));
        await machine.RunAsync("kill -STOP $(systemctl show -p MainPID --value alephzero-monitor)");
        await machine.SeeAsync("Watching ", 2);
        Assert.Contains("watchdog", await machine.RunAsync("journalctl -b --no-pager | grep -i watchdog"));
    }

    [Fact]
    public async Task Doctor_UnitThatDoesNotExist_IsNamedWithTheRemedy()
    {
        await using var endpoint = await Endpoint.StartAsync(Head);
        await using var machine = await SystemdMachine.StartAsync(Idle(5));
        var said = await machine.RunAsync($"CONTAINER_NAME=systemd:other.service RPC_URL={endpoint.Url} DATA_DIR=/tmp /monitor/alephzero-monitor doctor || true");
        Assert.Contains("there is no unit of this name", said);
        Assert.DoesNotContain("docker.sock", said);
    }
}
