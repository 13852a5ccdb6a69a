using System.Collections;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>The environment of this process: the only place that reads it.</summary>
internal static class ProcessEnvironment
{
    /// <summary>All variables.</summary>
    public static IReadOnlyDictionary<string, string> Read() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
