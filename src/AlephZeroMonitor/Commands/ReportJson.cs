using System.Text.Json.Serialization;

namespace AlephZeroMonitor.Commands;

/// <summary>How the reports of the history's verbs become JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(HistoryReport))]
[JsonSerializable(typeof(ReplayReport))]
[JsonSerializable(typeof(ExplainReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
