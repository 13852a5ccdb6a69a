namespace AlephZeroMonitor.Host.Configuration;

/// <summary>One setting, with all that the program and docs/configuration.md say of it.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Default">Its default as it would be typed; null: none.</param>
/// <param name="Rule">What its value must be.</param>
/// <param name="Apply">Applies a value; null when the value breaks the rule.</param>
internal sealed record Setting(string Name, string? Default, string Rule, Func<Settings, string, Settings?> Apply)
{
    /// <summary>A value that keeps the rule.</summary>
    public string Example { get; init; } = Default ?? "";

    /// <summary>What it does, for docs/configuration.md.</summary>
    public required string Meaning { get; init; }

    /// <summary>How to choose it, for docs/configuration.md; null: the meaning is enough.</summary>
    public string? Advice { get; init; }

    /// <summary>Where else than in the environment it may be given.</summary>
    public SettingScope Scope { get; init; }

    /// <summary>Its value is never shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What is wrong with a value, without what is secret of it, where that can be said more exactly than by the rule.</summary>
    public Func<string, string?>? Wrong { get; init; }

    /// <summary>What docs/configuration.md shows where there is no default.</summary>
    public string WithoutDefault { get; init; } = "not set";

    public static Setting Of<T>(string name, string? byDefault, Values<T> values, Func<Settings, T, Settings> apply, string meaning) =>
        new(name, byDefault, values.Rule, (settings, text) => values.Parse(text) is T value ? apply(settings, value) : null)
        {
            Meaning = meaning,
            Wrong = values.Wrong,
        };

    /// <summary>A setting that decisions depend on.</summary>
    public static Setting OfDecision<T>(string name, string? byDefault, Values<T> values, Func<Policy, T, Policy> apply, string meaning) =>
        Of(name, byDefault, values, (settings, value) => settings with { Policy = apply(settings.Policy, value) }, meaning) with
        {
            Scope = SettingScope.Decision,
        };
}

/// <summary>Where else than in the environment a setting may be given.</summary>
internal enum SettingScope
{
    Nowhere,

    /// <summary>As a label of a node's container, for that node.</summary>
    Label,

    /// <summary>As a label, and to <c>replay --set</c>.</summary>
    Decision,
}

/// <summary>Settings that belong together.</summary>
internal sealed record SettingGroup(string Title, ImmutableArray<Setting> Settings);

/// <summary>A setting that cannot be used as it is.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Value">Its value, without secrets; null when it is missing.</param>
/// <param name="Rule">What it has to be.</param>
/// <param name="Example">A value that would do, as it is typed.</param>
internal sealed record SettingMistake(string Name, string? Value, string Rule, string Example)
{
    /// <summary>The mistake in one line.</summary>
    public override string ToString() => $"{Name}{(Value is null ? " is missing" : $"=\"{Value}\"")}: {Rule.TrimEnd('.')}. Example: {Name}={Example}";
}
