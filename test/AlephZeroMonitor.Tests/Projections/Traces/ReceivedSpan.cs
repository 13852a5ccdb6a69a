namespace AlephZeroMonitor.Projections.Traces;

/// <summary>A span as a collector got it. Source of the field numbers: opentelemetry/proto/trace/v1/trace.proto.</summary>
internal sealed record ReceivedSpan(string Trace, string Id, string Parent, string Name, bool Failed, IReadOnlyDictionary<string, string> Attributes)
{
    public static IEnumerable<ReceivedSpan> Read(ProtoMessage request) =>
        request.Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)).Select(span => new ReceivedSpan(
            span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Message(15)?.Number(3) == 2, CollectorServer.Attributes(span, 9)));
}
