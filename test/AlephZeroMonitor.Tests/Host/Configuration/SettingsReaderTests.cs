using AlephZeroMonitor.Core;
using Microsoft.Extensions.Logging;
using static AlephZeroMonitor.Host.Configuration.ReadSettings;

namespace AlephZeroMonitor.Host.Configuration;

public class SettingsReaderTests
{
    [Fact]
    public void Read_NameAlone_GivesTheDefaults()
    {
        var settings = Valid(("CONTAINER_NAME", "node"));
        Assert.Equal(["node"], settings.ContainerNames);
        Assert.Equal(new Settings { ContainerNames = settings.ContainerNames }, settings);
    }

    [Fact]
    public void Read_Everything_TakesEachValue()
    {
        var settings = Valid(
            ("CONTAINER_NAME", "a, b.c_d-1"), ("WATCH_LABEL", "l=1"), ("RPC_URL", "http://127.0.0.1:9944/x, wss://host/y"), ("CHECK_INTERVAL", "5"), ("BLOCK_LAG_20", "7"), ("BLOCK_LAG_100", "8"),
            ("START_GRACE", "0"), ("RESTART_COOLDOWN", "1"), ("RESTART_BACKOFF_MAX", "9"), ("MAX_PARALLEL_RESTARTS", "3"), ("STALL_DURATION", "11"), ("TREND_WINDOW", "12"), ("HOLD_WHILE_CATCHING_UP", "False"), ("DRY_RUN", "YES"), ("MONITOR_UID", "0"), ("MONITOR_GID", "0"),
            ("STOP_TIMEOUT", "120"), ("GRACEFUL_STOP", "1"), ("DOCKER_HOST", "tcp://10.0.0.1:2375"), ("LOG_LEVEL", "Debug"), ("LOG_FORMAT", "json"), ("HTTP_PORT", "0"), ("HTTP_BIND", "::1"),
            ("DATA_DIR", "/var/lib/monitor"), ("API_TOKEN", "0123456789abcdef"), ("HTTP_HOSTS", "a.example, b"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector:4317"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_EXPORTER_OTLP_HEADERS", "a=b,c=d%20e"));
        Assert.Equal(["a", "b.c_d-1"], settings.ContainerNames);
        Assert.Equal(["http://127.0.0.1:9944/x", "wss://host/y"], settings.RpcUrls.Select(url => url.ToString()));
        var expected = new Settings
        {
            ContainerNames = settings.ContainerNames,
            WatchLabel = new WatchLabel("l", "1"),
            RpcUrls = settings.RpcUrls,
            CheckInterval = TimeSpan.FromSeconds(5),
            MaxParallelRestarts = 3,
            Policy = new Policy
            {
                BlockLag20 = 7,
                BlockLag100 = 8,
                StartGrace = TimeSpan.Zero,
                RestartCooldown = TimeSpan.FromSeconds(1),
                RestartBackoffMax = TimeSpan.FromSeconds(9),
                StallDuration = TimeSpan.FromSeconds(11),
                TrendWindow = TimeSpan.FromSeconds(12),
                HoldWhileCatchingUp = false,
                DryRun = true,
            },
            Uid = 0,
            Gid = 0,
            StopTimeout = TimeSpan.FromSeconds(120),
            GracefulStop = true,
            DockerHost = new Uri("tcp://10.0.0.1:2375"),
            LogLevel = LogLevel.Debug,
            LogForm = LogForm.Json,
            HttpPort = 0,
            HttpBind = "::1",
            DataDirectory = "/var/lib/monitor",
            ApiToken = "0123456789abcdef",
            HttpHosts = settings.HttpHosts,
            Collector = new Collector(new Uri("https://collector:4317"), SpeaksGrpc: true, "a=b,c=d%20e"),
        };
        Assert.Equal(expected, settings);
    }

    [Theory]
    [InlineData("CONTAINER_NAME", "a,,b")]
    [InlineData("CONTAINER_NAME", "a,a")]
    [InlineData("CONTAINER_NAME", "my node")]
    [InlineData("CONTAINER_NAME", "-x")]
    [InlineData("CONTAINER_NAME", "systemd:.service")]
    [InlineData("CONTAINER_NAME", "systemd:aleph-node")]
    [InlineData("CONTAINER_NAME", "systemd:a/b.service")]
    [InlineData("WATCH_LABEL", "=true")]
    [InlineData("WATCH_LABEL", "my label=true")]
    [InlineData("RPC_URL", "ftp://host")]
    [InlineData("RPC_URL", "aleph-zero.example")]
    [InlineData("RPC_URL", "http://a,http://a")]
    [InlineData("RPC_URL", "http://a,,http://b")]
    [InlineData("RPC_URL", "http://a,ftp://b")]
    [InlineData("RPC_URL", "http://a,")]
    [InlineData("NODE_RPC_URL", "ws://a")]
    [InlineData("NODE_METRICS_URL", "127.0.0.1:9615")]
    [InlineData("NODE_RPC_URL", "http://a,http://b")]
    [InlineData("CHECK_INTERVAL", "0")]
    [InlineData("CHECK_INTERVAL", "-1")]
    [InlineData("CHECK_INTERVAL", "1.5")]
    [InlineData("CHECK_INTERVAL", "8d")]
    [InlineData("CHECK_INTERVAL", "5mm")]
    [InlineData("CHECK_INTERVAL", "s")]
    [InlineData("CHECK_INTERVAL", "99999999999999999999")]
    [InlineData("BLOCK_LAG_20", "twenty")]
    [InlineData("BLOCK_LAG_100", "4294967296")]
    [InlineData("RESTART_COOLDOWN", "-5")]
    [InlineData("STALL_DURATION", "9")]
    [InlineData("TREND_WINDOW", "9")]
    [InlineData("TREND_WINDOW", "119")]
    [InlineData("HOLD_WHILE_CATCHING_UP", "maybe")]
    [InlineData("GRACEFUL_STOP", "gently")]
    [InlineData("DRY_RUN", "2")]
    [InlineData("MONITOR_UID", "root")]
    [InlineData("MONITOR_GID", "4294967295")]
    [InlineData("STOP_TIMEOUT", "0")]
    [InlineData("DOCKER_HOST", "/var/run/docker.sock")]
    [InlineData("DOCKER_HOST", "npipe:////./pipe/docker")]
    [InlineData("DOCKER_HOST", "ssh://user@host")]
    [InlineData("DOCKER_HOST", "unix://var/run/docker.sock")]
    [InlineData("DOCKER_HOST", "unix:///")]
    [InlineData("DOCKER_HOST", "unix:///run/my docker.sock")]
    [InlineData("DOCKER_CONTEXT", "remote")]
    [InlineData("DOCKER_TLS_VERIFY", "0")]
    [InlineData("DOCKER_CERT_PATH", "certs")]
    [InlineData("LOG_LEVEL", "loud")]
    [InlineData("LOG_FORMAT", "xml")]
    [InlineData("HTTP_PORT", "65536")]
    [InlineData("HTTP_BIND", "localhost")]
    [InlineData("DATA_DIR", "data")]
    [InlineData("API_TOKEN", "short")]
    [InlineData("API_TOKEN", "0123456789 abcdef")]
    [InlineData("HTTP_HOSTS", "a:80")]
    [InlineData("HTTP_HOSTS", "a,,b")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "grpc://collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api-key")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "a=b,")]
    public void Read_MistakenValue_IsNamedWithItsValueAndAnExample(string name, string value)
    {
        var (settings, mistakes, _) = Read(("CONTAINER_NAME", "node"), (name, value));
        Assert.Null(settings);
        var mistake = Assert.Single(mistakes);
        Assert.Equal(name, mistake.Name);
        Assert.Contains($"Example: {name}=", mistake.ToString());
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("2h", 7200)]
    [InlineData("7d", 604800)]
    public void Read_SpanWithAUnit_IsTaken(string text, int seconds) =>
        Assert.Equal(seconds, Valid(("CONTAINER_NAME", "node"), ("CHECK_INTERVAL", text)).CheckInterval.TotalSeconds);

    [Fact]
    public void Read_SeveralMistakes_ReportsThemAll()
    {
        var (_, mistakes, _) = Read(("CHECK_INTERVAL", "x"), ("BLOCK_LAG_20", "y"), ("RPC_URL", "z"));
        Assert.Equal(["BLOCK_LAG_20", "CHECK_INTERVAL", "CONTAINER_NAME", "RPC_URL"], mistakes.Select(mistake => mistake.Name).Order());
    }

    [Fact]
    public void Read_EmptyValue_CountsAsNotSet() => Assert.Equal(60, Valid(("CONTAINER_NAME", "node"), ("CHECK_INTERVAL", " ")).CheckInterval.TotalSeconds);

    [Fact]
    public void Read_CollectorsHeadersAlone_AreNoReasonToExport() =>
        Assert.Null(Valid(("CONTAINER_NAME", "node"), ("OTEL_EXPORTER_OTLP_HEADERS", "a=b"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")).Collector);

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void Read_ManyUrls_AreAtMostSixteen(int count, bool isValid)
    {
        var urls = string.Join(',', Enumerable.Range(0, count).Select(i => $"http://host{i}"));
        Assert.Equal(isValid, Read(("CONTAINER_NAME", "node"), ("RPC_URL", urls)).Settings is not null);
    }

    [Fact]
    public void Read_FileVariable_TakesTheFilesText()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "http://127.0.0.1:1/key\n");
        Assert.Equal("http://127.0.0.1:1/key", Valid(("CONTAINER_NAME", "node"), ("RPC_URL_FILE", path)).RpcUrls.Single().ToString());
        File.Delete(path);
    }

    [Fact]
    public void Read_FileThatIsNotThere_IsAMistake() =>
        Assert.Equal("CONTAINER_NAME_FILE", Assert.Single(Read(("CONTAINER_NAME_FILE", "/does/not/exist")).Mistakes).Name);

    [Theory]
    [InlineData("/dev/zero", "at most 65536")]
    [InlineData("/", "it is a folder")]
    public void Read_FileThatIsNoText_IsAMistake(string path, string rule)
    {
        var mistake = Assert.Single(Read(("CONTAINER_NAME_FILE", path)).Mistakes);
        Assert.Equal(("CONTAINER_NAME_FILE", path), (mistake.Name, mistake.Value));
        Assert.Contains(rule, mistake.Rule);
    }

    [Fact]
    public void Read_VariableAndFile_IsAMistake() =>
        Assert.Equal("RPC_URL_FILE", Assert.Single(Read(("CONTAINER_NAME", "n"), ("RPC_URL", "http://h"), ("RPC_URL_FILE", "/x")).Mistakes).Name);

    [Theory]
    [InlineData("BLOCK_LAGG_20", "BLOCK_LAG_20")]
    [InlineData("CHECK_INTERVALL", "CHECK_INTERVAL")]
    [InlineData("CONTAINER_NAMR", "CONTAINER_NAME")]
    [InlineData("CHEK_INTRVAL", "CHECK_INTERVAL")]
    [InlineData("DRY_RNU", "DRY_RUN")]
    [InlineData("BLOCK_LAG_101", "BLOCK_LAG_100")]
    public void Read_NameWithASlip_IsPointedOut(string name, string meant)
    {
        var notice = Assert.Single(Read(("CONTAINER_NAME", "node"), (name, "1")).Notices);
        Assert.Contains($"did you mean {meant}?", notice);
    }

    [Fact]
    public void Read_ThresholdsTheOtherWayRound_ArePointedOut() => Assert.Equal(
        "BLOCK_LAG_20 (20) is above BLOCK_LAG_100 (10): a node is restarted above 10 blocks behind, whatever it does",
        Assert.Single(Read(("CONTAINER_NAME", "node"), ("BLOCK_LAG_100", "10")).Notices));

    [Fact]
    public void Read_NamesOfOthers_AreNotPointedOut() =>
        Assert.Empty(Read(("CONTAINER_NAME", "node"), ("PATH", "x"), ("HTTP_PROXY", "x"), ("HOSTNAME", "x"), ("DOCKER_CONTEXT", "x")).Notices);

    [Fact]
    public void Read_NodeUrls_AreTakenForOneNodeAlone()
    {
        Assert.Equal("http://127.0.0.1:9944/", Valid(("CONTAINER_NAME", "a"), ("NODE_RPC_URL", "http://127.0.0.1:9944")).NodeRpcUrl?.ToString());
        Assert.Equal("http://127.0.0.1:9615/metrics", Valid(("CONTAINER_NAME", "a"), ("NODE_METRICS_URL", "http://127.0.0.1:9615/metrics")).NodeMetricsUrl?.ToString());
        Assert.Equal(
            ["NODE_RPC_URL", "NODE_METRICS_URL"],
            Read(("CONTAINER_NAME", "a,b"), ("NODE_RPC_URL", "http://127.0.0.1:9944/secret"), ("NODE_METRICS_URL", "http://127.0.0.1:9615")).Mistakes.Select(mistake => mistake.Name));
        Assert.Equal(["NODE_RPC_URL"], Read(("WATCH_LABEL", "a"), ("NODE_RPC_URL", "http://127.0.0.1:9944")).Mistakes.Select(mistake => mistake.Name));
    }

    [Fact]
    public void AreDefaultEndpoints_OthersSet_IsFalse() => Assert.False(Valid(("CONTAINER_NAME", "node"), ("RPC_URL", "wss://ws.azero.dev")).AreDefaultEndpoints);

    [Fact]
    public void Read_CertificatesOfDocker_AreTakenFromTheirFolder()
    {
        using var folder = new Certificates("ca.pem", "cert.pem", "key.pem");
        var settings = Valid(("CONTAINER_NAME", "a"), ("DOCKER_HOST", "tcp://host:2376"), ("DOCKER_TLS_VERIFY", "1"), ("DOCKER_CERT_PATH", folder.Path));
        Assert.Equal(new DockerTls(folder.Path), settings.DockerTls);
        Assert.Equal(Path.Combine(folder.Path, "key.pem"), settings.DockerTls!.KeyFile);
        Assert.NotNull(Valid(("CONTAINER_NAME", "a"), ("DOCKER_HOST", "tcp://host:2376"), ("DOCKER_CERT_PATH", folder.Path)).DockerTls);
    }

    [Fact]
    public void Read_CertificatesThatAreMissing_AreNamed()
    {
        using var folder = new Certificates("ca.pem");
        (string, string)[] variables = [("CONTAINER_NAME", "a"), ("DOCKER_HOST", "tcp://host:2376"), ("DOCKER_CERT_PATH", folder.Path)];
        var mistake = Assert.Single(Read(variables).Mistakes);
        Assert.Equal("DOCKER_CERT_PATH", mistake.Name);
        Assert.EndsWith($"missing: {folder.Path}/cert.pem, {folder.Path}/key.pem", mistake.Rule);
        Assert.Empty(SettingsReader.Read(variables.ToDictionary(each => each.Item1, each => each.Item2), isHere: false).Mistakes);
    }

    [Theory]
    [InlineData("DOCKER_TLS_VERIFY", "tcp://host:2376", "DOCKER_CERT_PATH", "is missing: DOCKER_TLS_VERIFY needs it")]
    [InlineData("DOCKER_TLS_VERIFY", "unix:///var/run/docker.sock", "DOCKER_HOST", "a socket has no TLS")]
    public void Read_TlsThatCannotBe_SaysWhatItNeeds(string name, string host, string mistaken, string text)
    {
        var mistake = Assert.Single(Read(("CONTAINER_NAME", "a"), (name, "1"), ("DOCKER_HOST", host)).Mistakes);
        Assert.Equal(mistaken, mistake.Name);
        Assert.Contains(text, mistake.ToString());
    }

    [Fact]
    public void Read_MistakenHostWithTls_IsReportedOnce() =>
        Assert.Equal(["DOCKER_HOST"], Read(("CONTAINER_NAME", "a"), ("DOCKER_HOST", "ssh://h"), ("DOCKER_TLS_VERIFY", "1")).Mistakes.Select(mistake => mistake.Name));

    [Fact]
    public void Read_SocketInAFolderWithABlank_IsTakenAsTyped() =>
        Assert.Equal("/my run/docker.sock", SocketFile.PathOf(Valid(("CONTAINER_NAME", "a"), ("DOCKER_HOST", "unix:///my run/docker.sock")).DockerHost));

    [Theory]
    [InlineData("DOCKER_CONTEXT", "remote", "set DOCKER_HOST to the address")]
    [InlineData("DOCKER_HOST", "ssh://user@host", "ssh -nNT -L")]
    public void Read_WayToDockerThatIsNotSupported_SaysWhatToDoInstead(string name, string value, string advice) =>
        Assert.Contains(advice, Assert.Single(Read(("CONTAINER_NAME", "a"), (name, value)).Mistakes).ToString());

    [Fact]
    public void Read_FilesOfAnotherContainer_AreNotRead()
    {
        var (settings, _, _) = SettingsReader.Read(new Dictionary<string, string> { ["CONTAINER_NAME"] = "a", ["API_TOKEN_FILE"] = "/no/such/file" }, isHere: false);
        Assert.Null(settings!.ApiToken);
    }
}
