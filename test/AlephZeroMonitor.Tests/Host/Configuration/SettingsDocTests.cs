using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using static AlephZeroMonitor.Host.Configuration.ReadSettings;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>The table of settings, its page of the documents, and the program's defaults say the same.</summary>
public class SettingsDocTests
{
    private const string WriteVariable = "WRITE_DOCS";

    [Fact]
    public void Defaults_InTheDocument_AreTheProgramsOwn()
    {
        var settings = new Settings { ContainerNames = [] };
        var defaults = new Dictionary<string, string>
        {
            ["CONTAINER_NAME"] = "*(required)*",
            ["WATCH_LABEL"] = settings.WatchLabel is null ? "*(not set)*" : "?",
            ["RPC_URL"] = string.Join(',', settings.RpcUrls.Select(url => url.OriginalString)),
            ["NODE_RPC_URL"] = settings.NodeRpcUrl is null ? "*(not set)*" : "?",
            ["NODE_METRICS_URL"] = settings.NodeMetricsUrl is null ? "*(not set)*" : "?",
            ["CHECK_INTERVAL"] = $"{settings.CheckInterval.TotalSeconds}",
            ["BLOCK_LAG_20"] = $"{settings.Policy.BlockLag20}",
            ["BLOCK_LAG_100"] = $"{settings.Policy.BlockLag100}",
            ["START_GRACE"] = $"{settings.Policy.StartGrace.TotalSeconds}",
            ["RESTART_COOLDOWN"] = $"{settings.Policy.RestartCooldown.TotalSeconds}",
            ["RESTART_BACKOFF_MAX"] = $"{settings.Policy.RestartBackoffMax.TotalSeconds}",
            ["MAX_PARALLEL_RESTARTS"] = $"{settings.MaxParallelRestarts}",
            ["STALL_DURATION"] = settings.Policy.StallDuration is null ? "*(not set)*" : "?",
            ["TREND_WINDOW"] = settings.Policy.TrendWindow is null ? "*(not set)*" : "?",
            ["HOLD_WHILE_CATCHING_UP"] = settings.Policy.HoldWhileCatchingUp ? "true" : "false",
            ["BLIND_AFTER"] = $"{settings.Policy.BlindAfter.TotalSeconds}",
            ["STOP_TIMEOUT"] = settings.StopTimeout is null ? "*(not set)*" : "?",
            ["GRACEFUL_STOP"] = settings.GracefulStop ? "true" : "false",
            ["DRY_RUN"] = settings.Policy.DryRun ? "true" : "false",
            ["MODE"] = settings.IsProbe ? "probe" : "watch",
            ["MONITOR_UID"] = $"{settings.Uid}",
            ["MONITOR_GID"] = $"{Settings.DefaultGid}",
            ["DOCKER_HOST"] = settings.DockerHost.OriginalString,
            ["DOCKER_CERT_PATH"] = settings.DockerTls is null ? "*(not set)*" : "?",
            ["DOCKER_TLS_VERIFY"] = settings.DockerTls is null ? "*(not set)*" : "?",
            ["DOCKER_CONTEXT"] = "*(not set)*",
            ["HTTP_PORT"] = $"{settings.HttpPort}",
            ["HTTP_BIND"] = settings.HttpBind,
            ["DATA_DIR"] = settings.DataDirectory,
            ["API_TOKEN"] = settings.ApiToken is null ? "*(not set)*" : "?",
            ["HTTP_HOSTS"] = settings.HttpHosts.IsEmpty ? "*(none)*" : "?",
            ["NOTIFY_URL"] = settings.NotifyUrls.IsEmpty ? "*(not set)*" : "?",
            ["NOTIFY_REPEAT"] = $"{settings.NotifyRepeat.TotalSeconds}",
            ["NOTIFY_MAX_PER_HOUR"] = $"{settings.NotifyMaxPerHour}",
            ["PUBLIC_URL"] = settings.PublicUrl is null ? "*(not set)*" : "?",
            ["HEARTBEAT_URL"] = settings.HeartbeatUrl is null ? "*(not set)*" : "?",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = settings.Collector is null ? "*(not set)*" : "?",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = new Collector(new Uri("http://h")).SpeaksGrpc ? "grpc" : "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "*(not set)*",
            ["LOG_LEVEL"] = settings.LogLevel == LogLevel.Information ? "info" : "?",
            ["LOG_FORMAT"] = $"{settings.LogForm}".ToLowerInvariant(),
        };
        var document = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "configuration.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')).ToDictionary(cells => cells[1].Trim(' ', '`'), cells => cells[2].Trim(' ', '`'));
        Assert.Equal(defaults.OrderBy(pair => pair.Key), document.OrderBy(pair => pair.Key));
        Assert.Empty(Read([.. document.Keys.Select(name => (name, ""))]).Notices);
    }

    [Fact]
    public async Task Page_OfAllSettings_IsTheOneOfTheDocs()
    {
        var path = InSources("docs/configuration.md");
        if (Environment.GetEnvironmentVariable(WriteVariable) is not null)
        {
            await File.WriteAllTextAsync(path, SettingsPage.Make(), TestContext.Current.CancellationToken);
        }

        var kept = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.True(SettingsPage.Make() == kept, $"docs/configuration.md differs from the table of settings. Run this test with {WriteVariable}=1 to write it, and build again.");
    }

    [Theory]
    [MemberData(nameof(WithDefaults))]
    public void Default_Typed_IsTheProgramsOwn(string name, string value)
    {
        var settings = Valid(("CONTAINER_NAME", "node"), (name, value));
        var expected = new Settings { ContainerNames = settings.ContainerNames, RpcUrls = settings.RpcUrls, Gid = name == "MONITOR_GID" ? 996u : null };
        Assert.Equal(expected, settings);
        Assert.True(settings.AreDefaultEndpoints);
    }

    [Theory]
    [MemberData(nameof(WithExamples))]
    public void Example_OfEachSetting_KeepsItsRule(string name, string value)
    {
        // What a setting needs beside it is not its own rule.
        Assert.DoesNotContain(Read(("CONTAINER_NAME", "node"), (name, value)).Mistakes, mistake => mistake.Name == name && mistake.Value == value && mistake.Rule.StartsWith("must be", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> WithDefaults =>
        [.. Rows.Where(row => row.Default is not null).Select(row => (row.Name, row.Default!))];

    public static TheoryData<string, string> WithExamples => [.. Rows.Where(row => row.Name != "CONTAINER_NAME" && !row.Example.StartsWith("$(", StringComparison.Ordinal)).Select(row => (row.Name, row.Example))];

    private static IEnumerable<Setting> Rows => SettingsPage.Groups.SelectMany(group => group.Settings);

    private static string InSources(string path, [CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "..", path));
}
