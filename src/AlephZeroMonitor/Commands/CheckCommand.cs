using AlephZeroMonitor.Core;
using AlephZeroMonitor.Endpoints;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Wording;
using Microsoft.Extensions.DependencyInjection;

namespace AlephZeroMonitor.Commands;

/// <summary>
/// <c>alephzero-monitor check</c>: one observation and one decision for each node, and no action; for Nagios, Icinga and their like.
/// </summary>
internal static class CheckCommand
{
    private const int Ok = 0;
    private const int Warning = 1;
    private const int Critical = 2;

    /// <summary>
    /// Also when the settings or the command line are mistaken, or the output can't be written: 1 and 2 say something of the nodes.
    /// </summary>
    private const int Unknown = 3;

    private static readonly string[] Names = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];

    public static Verb Create() => new(
        "check",
        "Look at each node once and say what would be decided; act on nothing. "
        + "Exit codes of monitoring plug-ins: 0 well, 1 warning, 2 critical, 3 unknown.",
        (_, ct) => RunAsync(ct))
    {
        FailureCode = Unknown,
    };

    /// <summary>
    /// Exits with the convention of monitoring plug-ins: 0 well, 1 warning, 2 critical, 3 unknown; the worst of the nodes counts.
    /// </summary>
    private static async Task<int> RunAsync(CancellationToken ct)
    {
        var (settings, _) = SettingsSource.Read();
        await using var services = LookingServices.Build(settings);
        var endpoints = services.GetRequiredService<RpcNetwork>();
        await endpoints.StartAsync(ct);
        var checks = await Task.WhenAll(settings.ContainerNames.Select(name => CheckAsync(services, name, settings.Policy, ct)));
        await endpoints.StopAsync(CancellationToken.None);
        var worst = checks.Max(check => Severity(check.Decision));
        Console.WriteLine($"{Names[worst]}: {string.Join("; ", checks.Select(Text))} | {string.Join(' ', checks.Select(PerformanceData))}");
        return worst;
    }

    private static async Task<(string Name, Decision Decision, Policy Policy)> CheckAsync(
        IServiceProvider services, string name, Policy basis, CancellationToken ct)
    {
        var (seen, labels) = await LookingServices.ObserveAsync(services, name, ct);
        var (policy, _) = SettingsReader.ReadLabels(labels, basis);
        return (name, Watchdog.Decide(NodeState.Initial, seen, policy).Decision, policy);
    }

    private static int Severity(Decision decision) => decision.Reason switch
    {
        Reason.InStep => Ok,
        Reason.Syncing or Reason.Producing or Reason.Tolerated => Warning,
        Reason.Missing or Reason.NotRunning => Critical,
        _ when decision.Reason.AsksForRestart() => Critical,
        _ => Unknown,
    };

    private static string Text((string Name, Decision Decision, Policy Policy) check) =>
        $"{check.Name} {DecisionText.Verdict(check.Decision)}, lag {DecisionText.Number(check.Decision.Lag)} "
        + $"(best {DecisionText.Number(check.Decision.Best)}, head {DecisionText.Head(check.Decision)})";

    private static string PerformanceData((string Name, Decision Decision, Policy Policy) check) =>
        $"'{check.Name}_lag'={check.Decision.Lag?.ToString() ?? "U"};{check.Policy.BlockLag20};{check.Policy.BlockLag100};0";
}
