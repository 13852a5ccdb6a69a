using System.Text.Json.Serialization;
using AlephZeroMonitor.Http.Api;

namespace AlephZeroMonitor.Commands.Terminal;

/// <summary>How the verbs that ask the monitor print JSON: in the API's form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(NodeList))]
[JsonSerializable(typeof(EndpointList))]
[JsonSerializable(typeof(ActionReport))]
[JsonSerializable(typeof(RestartReport))]
internal sealed partial class TerminalJson : JsonSerializerContext;
