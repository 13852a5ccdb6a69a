using System.Collections.Immutable;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Commands;

/// <summary>The settings for verbs. Mistakes end the verb, and all are reported at once.</summary>
internal static class SettingsSource
{
    /// <summary>All settings, and what to point out although the program can run.</summary>
    public static (Settings Settings, ImmutableArray<string> Notices) Read() => SettingsReader.Read(ProcessEnvironment.Read()) switch
    {
        ({ } settings, _, var notices) => (settings, notices),
        (_, var mistakes, var notices) => throw Mistake(mistakes, notices),
    };

    /// <summary>DATA_DIR alone: the other settings may be missing or mistaken.</summary>
    public static string DataDirectory() => SettingsReader.ReadDataDirectory(ProcessEnvironment.Read()) switch
    {
        ({ } directory, _) => directory,
        (_, var mistakes) => throw Mistake(mistakes, []),
    };

    /// <summary>The names of the nodes; none when the settings are mistaken.</summary>
    public static IEnumerable<string> NodeNames() => SettingsReader.Read(ProcessEnvironment.Read()).Settings?.ContainerNames ?? [];

    private static VerbFailure Mistake(ImmutableArray<SettingMistake> mistakes, ImmutableArray<string> notices)
    {
        var title = mistakes.Length == 1 ? "1 setting is mistaken:" : $"{mistakes.Length} settings are mistaken:";
        var lines = mistakes.Select(mistake => mistake.ToString()).Concat(notices).Prepend(title);
        return VerbFailure.Mistake(string.Join($"{Environment.NewLine}  ", lines));
    }
}
