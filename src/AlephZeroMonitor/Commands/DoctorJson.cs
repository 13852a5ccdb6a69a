using System.Text.Json.Serialization;
using AlephZeroMonitor.Commands.Doctor;

namespace AlephZeroMonitor.Commands;

/// <summary>How findings are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(List<Finding>))]
internal sealed partial class DoctorJson : JsonSerializerContext;
