using System.Net;
using static AlephZeroMonitor.Host.Configuration.Setting;
using static AlephZeroMonitor.Host.Configuration.Values;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>The settings of what the monitor itself uses: Docker, its rights, HTTP, files and telemetry.</summary>
internal static class ProgramRows
{
    private const int LeastTokenLength = 16;

    private static readonly SettingGroup Docker = new(
        "Docker and the monitor's rights",
        [
            Of(
                "DOCKER_HOST", "unix:///var/run/docker.sock", DockerHost,
                (settings, value) => settings with { DockerHost = value },
                "where Docker listens"),
            Of(
                "DOCKER_CERT_PATH", null, AbsolutePath,
                (settings, value) => settings with { DockerTls = new DockerTls(value) },
                "the folder with `ca.pem`, `cert.pem` and `key.pem` for a Docker that listens with TLS at its `tcp://` address; its "
                + "certificate is always verified") with
            {
                Example = "/certs",
            },
            Of(
                "DOCKER_TLS_VERIFY", null, OneOf(("1", true), ("true", true), ("yes", true)),
                (settings, _) => settings with { DockerTls = settings.DockerTls ?? new DockerTls("") },
                "as for Docker's command line: TLS is required, with the certificates in `DOCKER_CERT_PATH`") with
            {
                Example = "1",
            },
            Of(
                "DOCKER_CONTEXT", null, DockerContext,
                (settings, _) => settings,
                "not supported: set `DOCKER_HOST` to the context's address") with
            {
                Example = "default",
            },
            Of(
                "MONITOR_UID", "1000", Id,
                (settings, value) => settings with { Uid = value },
                "the user to drop root's rights to; `0` keeps root"),
            Of(
                "MONITOR_GID", $"{Settings.DefaultGid}", Id,
                (settings, value) => settings with { Gid = value },
                "the group to drop to; when it is not set and the socket belongs to another group, that group is used and the log "
                + "says so"),
        ]);

    private static readonly SettingGroup Http = new(
        "HTTP",
        [
            Of(
                "HTTP_PORT", "8080", Number("a port from 1 to 65535, or 0 for none", 0, ushort.MaxValue, value => (int)value),
                (settings, value) => settings with { HttpPort = value },
                "the port of health, metrics and the API; see [http.md](http.md)"),
            Of(
                "HTTP_BIND", "127.0.0.1", new Values<string>("an IP address", text => IPAddress.TryParse(text, out _) ? text : null),
                (settings, value) => settings with { HttpBind = value },
                "the address to listen on; the image sets `0.0.0.0`, which is closed to the outside until a port is published. With "
                + "`--network host` set `127.0.0.1`"),
            Of(
                "API_TOKEN", null, Token,
                (settings, value) => settings with { ApiToken = value },
                "what actions by HTTP need (restart, pause, dry run, resume); not set: there are none. Better from a file: "
                + "`API_TOKEN_FILE`") with
            {
                Example = "$(openssl rand -hex 16)",
                IsSecret = true,
            },
            Of(
                "HTTP_HOSTS", null, HostNames,
                (settings, value) => settings with { HttpHosts = value },
                "with `API_TOKEN`: the names by which browsers reach the monitor, beside `localhost` and addresses; requests for "
                + "other names are refused") with
            {
                Example = "monitor.example.org",
                WithoutDefault = "none",
            },
        ]);

    private static readonly SettingGroup Files = new(
        "History and log",
        [
            Of(
                "DATA_DIR", "/data", AbsolutePath,
                (settings, value) => settings with { DataDirectory = value },
                "the folder of the history, `history.db`; put it on a volume to keep the history when the container is created again."
                + " When the folder cannot be used, the monitor keeps the history in memory and says so"),
            Of(
                "LOG_LEVEL", "info", Levels,
                (settings, value) => settings with { LogLevel = value },
                "the lowest level of log lines that are written; debug shows each check"),
            Of(
                "LOG_FORMAT", "text", OneOf(("text", LogForm.Text), ("json", LogForm.Json), ("logfmt", LogForm.Logfmt)),
                (settings, value) => settings with { LogForm = value },
                "the log's format; see [log.md](log.md)") with { Example = "json" },
        ]);

    /// <summary>The names are OpenTelemetry's; its library reads the others that it defines. Headers hold keys.</summary>
    private static readonly SettingGroup Telemetry = new(
        "Telemetry",
        [
            Of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", null, HttpUrl,
                (settings, value) => settings with { Collector = new Collector(value) },
                "the OpenTelemetry collector that metrics and traces are sent to; not set: nothing is sent. See "
                + "[telemetry.md](telemetry.md)") with
            {
                Example = "http://collector:4318",
            },
            Of(
                "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", OneOf(("http/protobuf", false), ("grpc", true)),
                (settings, value) => WithCollector(settings, collector => collector with { SpeaksGrpc = value }),
                "the protocol; collectors listen for the first on port 4318, for gRPC on 4317"),
            Of(
                "OTEL_EXPORTER_OTLP_HEADERS", null, Headers,
                (settings, value) => WithCollector(settings, collector => collector with { Headers = value }),
                "what each request to the collector carries, such as a key. Better from a file: `OTEL_EXPORTER_OTLP_HEADERS_FILE`") with
            {
                Example = "api-key=0123456789abcdef",
                IsSecret = true,
            },
        ]);

    public static SettingGroup[] Groups => [Docker, Http, Files, Telemetry];

    private static Values<string> AbsolutePath => new(
        "an absolute path",
        text => Path.IsPathFullyQualified(text) ? Path.GetFullPath(text) : null);

    private static Values<Uri> DockerHost => new(
        "unix:///path (the file's own name without blanks) or tcp://host:port; "
        + "instead of ssh://host, forward the socket with `ssh -nNT -L /run/docker-host.sock:/var/run/docker.sock host`",
        text => text.StartsWith("unix:///", StringComparison.Ordinal) ? SocketUrl(text) : Url(text, "tcp"));

    private static Values<string> DockerContext => new(
        "default or unset: contexts belong to Docker's command line; set DOCKER_HOST to the address that `docker context inspect` shows",
        text => text == "default" ? text : null);

    private static Values<string> Token => new(
        $"at least {LeastTokenLength} characters of ASCII, without spaces",
        text => text.Length >= LeastTokenLength && text.All(c => c is > ' ' and <= '~') ? text : null);

    private static Values<ImmutableArray<string>> HostNames => List(
        "host names without port",
        text => Uri.CheckHostName(text) == UriHostNameType.Dns ? text : null,
        _ => "is no host name; it stands alone, without scheme, port and path");

    private static Values<LogLevel> Levels => OneOf(
        ("trace", LogLevel.Trace),
        ("debug", LogLevel.Debug),
        ("info", LogLevel.Information),
        ("information", LogLevel.Information),
        ("warn", LogLevel.Warning),
        ("warning", LogLevel.Warning),
        ("error", LogLevel.Error));

    private static Values<string> Headers => new(
        "name=value, separated by commas, values as in a URL",
        text => text.Split(',').All(pair => pair.Trim().IndexOf('=', StringComparison.Ordinal) > 0) ? text : null);

    private static Settings WithCollector(Settings settings, Func<Collector, Collector> change) =>
        settings.Collector is { } collector ? settings with { Collector = change(collector) } : settings;

    /// <summary>The path counts as it is typed. Docker's client uses the file's name as a host name.</summary>
    private static Uri? SocketUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && Uri.CheckHostName(Path.GetFileName(text)) != UriHostNameType.Unknown ? url : null;
}
