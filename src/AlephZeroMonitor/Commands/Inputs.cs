using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace AlephZeroMonitor.Commands;

/// <summary>The options and arguments that several verbs share.</summary>
internal static class Inputs
{
    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };

    /// <summary>For verbs that show all nodes without it.</summary>
    public static readonly Option<string?> OneNode = new("--node")
    {
        Description = "One node only.",
        HelpName = NodeName,
        CompletionSources = { _ => Names() },
    };

    /// <summary>For verbs that act on a node.</summary>
    public static readonly Argument<string?> Node = new(NodeName)
    {
        Description = "The node; may be left out where only one is watched.",
        HelpName = NodeName,
        Arity = ArgumentArity.ZeroOrOne,
        CompletionSources = { _ => Names() },
    };

    public static readonly Option<TimeSpan?> Since = new("--since")
    {
        Description = "How far back, such as 30m, 24h or 7d; all that is there without it.",
        CustomParser = result => Span(result, "--since must be a span such as 30m, 24h or 7d", _ => true),
    };

    private const string NodeName = "NODE";
    private const int MaxCount = 1_000_000;
    private const int MaxDays = 36_500;

    /// <summary>Parses a span of time for an option; reports <paramref name="rule"/> where it is none, or not a good one.</summary>
    public static TimeSpan? Span(ArgumentResult result, string rule, Func<TimeSpan, bool> isGood)
    {
        if (Span(result.Tokens[0].Value) is { } span && isGood(span))
        {
            return span;
        }

        result.AddError(rule);
        return null;
    }

    /// <summary>"90s", "30m", "24h" or "7d" as a span; null for another text.</summary>
    internal static TimeSpan? Span(string text) =>
        text.Length > 1 && uint.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MaxCount
            ? text[^1] switch
            {
                's' => TimeSpan.FromSeconds(count),
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                'd' when count <= MaxDays => TimeSpan.FromDays(count),
                _ => null,
            }
            : null;

    private static IEnumerable<CompletionItem> Names() => SettingsSource.NodeNames().Select(name => new CompletionItem(name));
}
