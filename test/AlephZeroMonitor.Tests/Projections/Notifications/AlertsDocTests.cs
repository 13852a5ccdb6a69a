using System.Diagnostics;
using System.Text;
using AlephZeroMonitor.Architecture;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Projections.Notifications;

/// <summary>docs/alerts.md and the rules for Prometheus say what the program says.</summary>
public sealed class AlertsDocTests
{
    private const string WriteVariable = "WRITE_DOCS";

    [Theory]
    [InlineData("docs/alerts.md")]
    [InlineData("deploy/prometheus/rules.yaml")]
    public async Task File_OfTheAlerts_IsTheProgramsOwn(string file)
    {
        var path = Path.Combine(Sources.Root, file);
        var made = file.EndsWith(".md", StringComparison.Ordinal) ? AlertsPage.Make() + AlertsPage.Stories : AlertsPage.Rules();
        if (Environment.GetEnvironmentVariable(WriteVariable) is not null)
        {
            await File.WriteAllTextAsync(path, made, TestContext.Current.CancellationToken);
        }

        Assert.True(made == await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), $"{file} differs from the program's texts. Run this test with {WriteVariable}=1 to write it.");
    }

    [Fact]
    public async Task Rules_ByPromtool_FireForEachAlertAndForNoOther()
    {
        var folder = Directory.CreateTempSubdirectory("rules-").FullName;
        var tests = new StringBuilder($"rule_files: [{Sources.Root}/deploy/prometheus/rules.yaml]\nevaluation_interval: 1m\ntests:\n");
        foreach (var kind in AlertsPage.Kinds)
        {
            tests.Append($"- interval: 1m\n  input_series:\n  - {{series: 'alephzero_monitor_info{{version=\"1\"}}', values: '1x9'}}\n")
                .Append($"  - {{series: 'alephzero_alert{{node=\"a\",alert=\"{kind}\"}}', values: '_ 1 1 1 stale _'}}\n  alert_rule_test:\n")
                .Append(string.Concat(AlertsPage.Kinds.Select(other => $"  - {{eval_time: 3m, alertname: {other}{(other == kind ? $", exp_alerts: [{Expected(kind)}]" : "")}}}\n")))
                .Append($"  - {{eval_time: 5m, alertname: {kind}}}\n");
        }

        tests.Append("- interval: 1m\n  input_series: []\n  alert_rule_test:\n  - {eval_time: 6m, alertname: MonitorGone, exp_alerts: [{exp_labels: {severity: critical}, exp_annotations: {")
            .Append("summary: alephzero-monitor does not answer, description: Nobody watches the nodes. See whether its container runs.}}]}\n");
        await File.WriteAllTextAsync($"{folder}/test.yaml", tests.ToString(), TestContext.Current.CancellationToken);
        Assert.Equal("", await RunAsync("promtool", $"test rules {folder}/test.yaml", "SUCCESS"));
        Assert.Equal("", await RunAsync("amtool", $"check-config {Sources.Root}/deploy/prometheus/alertmanager.yaml", "SUCCESS"));
        Directory.Delete(folder, recursive: true);
    }

    private static string Expected(AlertKind kind)
    {
        var rule = AlertsPage.Rules().Split('\n').SkipWhile(line => line != $"      - alert: {kind}").Take(9).Select(line => line.Trim().Replace("{{ $labels.node }}", "a")).ToArray();
        var annotations = string.Join(", ", rule[5..].TakeWhile(line => line.Contains(": ", StringComparison.Ordinal) && !line.StartsWith("- ", StringComparison.Ordinal)));
        return $"{{exp_labels: {{alert: {kind}, node: a, {rule[3]}}}, exp_annotations: {{{annotations}}}}}";
    }

    /// <summary>What a program says; nothing when it says that all is well.</summary>
    private static async Task<string> RunAsync(string program, string arguments, string well)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 && said.Contains(well, StringComparison.Ordinal) ? "" : $"{process.ExitCode}: {said}";
    }
}
