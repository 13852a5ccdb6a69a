using System.Collections.Immutable;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Commands;

/// <summary>Gives commands the settings, and the operator all their mistakes in one go.</summary>
internal static class SettingsSource
{
    /// <summary>Reads the settings; null when there are mistakes, which then stand on standard error.</summary>
    public static (Settings Settings, ImmutableArray<string> Lookalikes)? Read()
    {
        var (settings, mistakes, lookalikes) = SettingsReader.Read(ProcessEnvironment.Read());
        if (settings is not null)
        {
            return (settings, lookalikes);
        }

        Say(mistakes, lookalikes);
        return null;
    }

    /// <summary>Says on standard error what is wrong with the settings.</summary>
    public static void Say(ImmutableArray<SettingMistake> mistakes, ImmutableArray<string> lookalikes)
    {
        Console.Error.WriteLine($"alephzero-monitor: {mistakes.Length} {(mistakes.Length == 1 ? "setting is" : "settings are")} mistaken:");
        foreach (var line in mistakes.Select(mistake => mistake.ToString()).Concat(lookalikes))
        {
            Console.Error.WriteLine($"  {line}");
        }
    }
}
