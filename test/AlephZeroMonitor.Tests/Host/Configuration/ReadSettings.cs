using AlephZeroMonitor.Commands;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>Reads settings as the tests name them.</summary>
internal static class ReadSettings
{
    /// <summary>The settings without what was typed, so that they can be compared.</summary>
    public static Settings Valid(params (string Name, string Value)[] variables)
    {
        var (settings, mistakes, _) = Read(variables);
        Assert.Empty(mistakes);
        return settings! with { Values = [] };
    }

    public static (Settings? Settings, IReadOnlyList<SettingMistake> Mistakes, IReadOnlyList<string> Notices) Read(params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string>();
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return SettingsReader.Read(environment, isHere: true, Edges.Settings);
    }
}
