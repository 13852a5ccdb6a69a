namespace AlephZeroMonitor.Host.Configuration;

/// <summary>Where metrics and traces are sent.</summary>
/// <param name="Endpoint">Its base address (OTEL_EXPORTER_OTLP_ENDPOINT); http or https.</param>
/// <param name="SpeaksGrpc">It is sent to by gRPC rather than by HTTP (OTEL_EXPORTER_OTLP_PROTOCOL).</param>
/// <param name="Headers">What each request carries (OTEL_EXPORTER_OTLP_HEADERS): name=value, separated by commas; often a key. Null: nothing.</param>
internal sealed record Collector(Uri Endpoint, bool SpeaksGrpc = false, string? Headers = null);
