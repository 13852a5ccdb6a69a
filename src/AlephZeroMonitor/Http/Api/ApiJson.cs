using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace AlephZeroMonitor.Http.Api;

/// <summary>How the API's records become JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NodeList))]
[JsonSerializable(typeof(ImmutableArray<NodeStatus>))]
[JsonSerializable(typeof(EndpointList))]
[JsonSerializable(typeof(MonitorStatus))]
[JsonSerializable(typeof(DecisionList))]
[JsonSerializable(typeof(DecisionDetail))]
[JsonSerializable(typeof(RestartList))]
[JsonSerializable(typeof(LifeList))]
[JsonSerializable(typeof(LagSeries))]
[JsonSerializable(typeof(ActionList))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext;
