using System.Text.Json.Serialization;
using AlephZeroMonitor.Host.Checkups;
using AlephZeroMonitor.Commands.Terminal;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands;

/// <summary>What verbs print with --json, in the API's form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(List<Finding>))]
[JsonSerializable(typeof(HistoryReport))]
[JsonSerializable(typeof(ReplayReport))]
[JsonSerializable(typeof(ExplainReport))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(NodeList))]
[JsonSerializable(typeof(EndpointList))]
[JsonSerializable(typeof(ActionReport))]
[JsonSerializable(typeof(RestartReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
