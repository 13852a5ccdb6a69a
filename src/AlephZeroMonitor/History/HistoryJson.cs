using System.Text.Json.Serialization;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.History;

/// <summary>The heart's records as JSON. A member that is added to one of them needs no change here.</summary>
/// <remarks>What is computed from other members isn't written. Numbers, times and durations come back exactly.</remarks>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(NodeState))]
[JsonSerializable(typeof(Observation))]
[JsonSerializable(typeof(Policy))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(NodeMemory))]
internal sealed partial class HistoryJson : JsonSerializerContext;
