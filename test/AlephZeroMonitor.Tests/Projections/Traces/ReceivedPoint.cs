namespace AlephZeroMonitor.Projections.Traces;

/// <summary>A value of a metric as a collector got it; of a histogram its count. Source of the field numbers: opentelemetry/proto/metrics/v1/metrics.proto.</summary>
internal sealed record ReceivedPoint(string Name, string Unit, bool IsCounter, double Value, IReadOnlyDictionary<string, string> Attributes, int Buckets)
{
    private const int Gauge = 5;
    private const int Sum = 7;
    private const int Histogram = 9;

    public static IEnumerable<ReceivedPoint> Read(ProtoMessage request) =>
        request.Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)).SelectMany(ReadMetric);

    private static IEnumerable<ReceivedPoint> ReadMetric(ProtoMessage metric) => metric.Has(Histogram)
        ? metric.Message(Histogram)!.Messages(1).Select(point => new ReceivedPoint(
            metric.Text(1), metric.Text(3), false, point.Number(4), CollectorServer.Attributes(point, 9), point.Numbers(6).Length))
        : metric.Message(metric.Has(Gauge) ? Gauge : Sum)!.Messages(1).Select(point => new ReceivedPoint(
            metric.Text(1), metric.Text(3), metric.Has(Sum), point.Has(4) ? point.Double(4) : (long)point.Number(6), CollectorServer.Attributes(point, 7), 0));
}
