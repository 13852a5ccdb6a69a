using System.CommandLine;
using System.Numerics;

namespace NodeSimulator;

/// <summary>Makes options that say clearly what they accept.</summary>
internal static class Options
{
    /// <summary>The world's speed, the same for the network and its nodes.</summary>
    public static Option<double> Speed() => Number("--speed", 1.0, 0.01, 1000, "How many seconds of the simulated world pass in a real one.");

    /// <summary>Whether SIGTERM is ignored, as by the official image, whose process 1 is bash.</summary>
    public static Option<bool> IgnoreSigterm() => new("--ignore-sigterm") { Description = "Ignore SIGTERM, as the official image does." };

    /// <summary>Whether the lines go to standard output.</summary>
    public static Option<bool> Stdout() => new("--stdout") { Description = "Print on standard output; without it on standard error, as Substrate does." };

    /// <summary>A number within a range.</summary>
    public static Option<T> Number<T>(string name, T standard, T least, T most, string description)
        where T : struct, INumber<T>
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => standard };
        Limit(option, least, most);
        return option;
    }

    /// <summary>A number within a range, or nothing.</summary>
    public static Option<T?> OptionalNumber<T>(string name, T least, T most, string description)
        where T : struct, INumber<T>
    {
        var option = new Option<T?>(name) { Description = description };
        Limit(option, least, most);
        return option;
    }

    /// <summary>A value of an enumeration, by its name.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="standard">Its value when it isn't given; null when it must be.</param>
    /// <param name="description">What it is for.</param>
    public static Option<T> Choice<T>(string name, T? standard, string description)
        where T : struct, Enum => new(name)
        {
            HelpName = "NAME",
            Description = $"{description} One of: {Names.All<T>()}.",
            Required = standard is null,
            DefaultValueFactory = standard is { } value ? _ => value : null,
            CustomParser = parsed =>
            {
                if (!Names.TryRead<T>(parsed.Tokens[0].Value, out var value))
                {
                    parsed.AddError($"{name}: '{parsed.Tokens[0].Value}' is none of: {Names.All<T>()}.");
                }

                return value;
            },
        };

    private static void Limit<T>(Option option, T least, T most)
        where T : struct, INumber<T> => option.Validators.Add(given =>
        {
            if (given.Tokens.Count == 1
                && !(T.TryParse(given.Tokens[0].Value, null, out var value) && value >= least && value <= most))
            {
                given.AddError($"{option.Name}: '{given.Tokens[0].Value}' is no number from {least} to {most}.");
            }
        });
}
