namespace AlephZeroMonitor.Host.Configuration;

/// <summary>A setting that can't be used as it is.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Value">Its value, without secrets; null when it is missing.</param>
/// <param name="Rule">What it has to be.</param>
/// <param name="Example">One that would do, as it is typed.</param>
internal sealed record SettingMistake(string Name, string? Value, string Rule, string Example)
{
    /// <summary>The mistake in one line.</summary>
    public override string ToString() => $"{Name}{(Value is null ? " is missing" : $"=\"{Value}\"")}: {Rule}. Example: {Name}={Example}";
}
