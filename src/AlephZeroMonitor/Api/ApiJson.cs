using System.Text.Json.Serialization;

namespace AlephZeroMonitor.Api;

/// <summary>The API's JSON, for the server that writes it and for the verbs that read and print it.</summary>
/// <remarks>
/// Names are in camel case, enums are names, a duration is a number of seconds, and what is not known is null and
/// never left out.
/// </remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    Converters = [typeof(DurationJson), typeof(LogTimeJson)])]
[JsonSerializable(typeof(Overview))]
[JsonSerializable(typeof(MonitorStatus))]
[JsonSerializable(typeof(NodeList))]
[JsonSerializable(typeof(NodeStatus[]))]
[JsonSerializable(typeof(EndpointList))]
[JsonSerializable(typeof(DecisionList))]
[JsonSerializable(typeof(DecisionDetail))]
[JsonSerializable(typeof(RestartList))]
[JsonSerializable(typeof(LifeList))]
[JsonSerializable(typeof(LagSeries))]
[JsonSerializable(typeof(StateSeries))]
[JsonSerializable(typeof(SettingList))]
[JsonSerializable(typeof(ReceiverList))]
[JsonSerializable(typeof(ActionList))]
[JsonSerializable(typeof(RequestStatus))]
[JsonSerializable(typeof(HistoryReport))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(List<ReceiverReport>))]
[JsonSerializable(typeof(ReplayReport))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>A record as verbs print it.</summary>
    public static string Print<T>(T record) =>
        JsonSerializer.Serialize(record, typeof(T), new ApiJson(new JsonSerializerOptions(Default.Options) { WriteIndented = true }));
}

/// <summary>A duration as a number of seconds.</summary>
internal sealed class DurationJson : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeSpan.FromSeconds(reader.GetDouble());

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.TotalSeconds);
}

/// <summary>The time of a log line as Docker wrote it, RFC 3339 with up to nine digits of a second.</summary>
internal sealed class LogTimeJson : JsonConverter<LogTime>
{
    public override LogTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LogTime.TryRead(Encoding.UTF8.GetBytes(reader.GetString() ?? ""), out var time, out _)
            ? time
            : throw new JsonException("This is not a time.");

    public override void Write(Utf8JsonWriter writer, LogTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
