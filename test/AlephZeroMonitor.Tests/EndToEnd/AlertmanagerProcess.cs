using System.Diagnostics;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>A real Alertmanager on this machine, which tells a web hook at once of each alert and of its end.</summary>
internal sealed class AlertmanagerProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alertmanager-").FullName;
    private readonly Process _process;

    private AlertmanagerProcess(string hook)
    {
        File.WriteAllText(
            $"{_folder}/alertmanager.yml",
            "route: {receiver: people, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}\n"
            + $"receivers:\n- name: people\n  webhook_configs: [{{url: '{hook}', send_resolved: true}}]\n");
        _process = Process.Start(new ProcessStartInfo(
            "prometheus-alertmanager",
            $"--config.file={_folder}/alertmanager.yml --storage.path={_folder}/data --web.listen-address={Host} --cluster.listen-address= --log.level=error"))!;
    }

    public string Host { get; } = $"127.0.0.1:{FreePort.Find()}";

    public static AlertmanagerProcess Start(string hook) => new(hook);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
