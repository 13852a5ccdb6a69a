using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using AlephZeroMonitor.Commands.Terminal;

namespace AlephZeroMonitor.Commands;

/// <summary>The options and arguments that several verbs share.</summary>
internal static class Inputs
{
    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON, errors too." };

    /// <summary>Belongs to each verb with <see cref="Json"/>.</summary>
    public static readonly Option<string?> Output = OneOf(
        new Option<string?>("--output", "-o") { Description = "table, wide (all columns) or json.", HelpName = "FORM" }, "table", "wide", "json");

    /// <summary>For verbs that ask the running monitor.</summary>
    public static readonly Option<Uri?> Url =
        HttpUrl("--url", "http://127.0.0.1:8080", "Where the monitor answers, such as {0}; HTTP_BIND and HTTP_PORT without it.");

    /// <summary>For verbs that can show the nodes of all hosts.</summary>
    public static readonly Option<Uri?> Prometheus = HttpUrl(
        "--prometheus", "http://127.0.0.1:9090", "Show the nodes of all hosts whose monitors' metrics this Prometheus collects, such as {0}.");

    /// <summary>Belongs to <see cref="Prometheus"/>.</summary>
    public static readonly Option<string?> PrometheusTokenFile = new("--prometheus-token-file")
    {
        Description = "A file with the bearer token that Prometheus asks for.",
        HelpName = "FILE",
    };

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
        HelpName = "SPAN",
        CustomParser = result => Span(result, "--since must be a span such as 30m, 24h or 7d", _ => true),
    };

    private const string NodeName = "NODE";

    /// <summary>The options of verbs that show nodes.</summary>
    public static Symbol[] NodeSource => [Url, Prometheus, PrometheusTokenFile, Json];

    /// <summary>How the verb is to print.</summary>
    public static Form FormOf(ParseResult parsed) => (parsed.GetValue(Json), parsed.GetValue(Output)) switch
    {
        (true, _) or (_, "json") => Form.Json,
        (_, "wide") => Form.Wide,
        _ => Form.Table,
    };

    /// <summary>The option takes one of these words.</summary>
    public static Option<string?> OneOf(Option<string?> option, params string[] words)
    {
        option.CompletionSources.Add(words);
        option.Validators.Add(result => Check(option.Name, result.Tokens, words, result.AddError));
        return option;
    }

    /// <summary>The argument takes one of these words.</summary>
    public static Argument<string> OneOf(Argument<string> argument, params string[] words)
    {
        argument.CompletionSources.Add(words);
        argument.Validators.Add(result => Check(argument.Name, result.Tokens, words, result.AddError));
        return argument;
    }

    /// <summary>An option that takes a whole number.</summary>
    public static Option<int?> Number(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            result.AddError($"{name} must be a whole number from {least}{(most < int.MaxValue ? $" to {most}" : "")}");
            return null;
        },
    };

    /// <summary>Parses a span of time for an option; reports <paramref name="rule"/> where it is none, or not a good one.</summary>
    public static TimeSpan? Span(ArgumentResult result, string rule, Func<TimeSpan, bool> isGood)
    {
        if (result.Tokens[0].Value is [.., not (>= '0' and <= '9')] text && Values.Span(text) is { } span && isGood(span))
        {
            return span;
        }

        result.AddError(rule);
        return null;
    }

    private static Option<Uri?> HttpUrl(string name, string example, string description) => new(name)
    {
        Description = string.Format(CultureInfo.InvariantCulture, description, example),
        HelpName = "URL",
        CustomParser = result =>
        {
            var url = Values.HttpUrl.Parse(result.Tokens[0].Value) as Uri;
            if (url is null)
            {
                result.AddError($"{name} must be {Values.HttpUrl.Rule}, such as {example}");
            }

            return url;
        },
    };

    private static void Check(string name, IReadOnlyList<Token> tokens, string[] words, Action<string> addError)
    {
        foreach (var token in tokens.Where(token => !words.Contains(token.Value)))
        {
            addError($"{name} must be {string.Join(", ", words[..^1])} or {words[^1]}, not \"{token.Value}\"{Lookalike.Hint(token.Value, words)}");
        }
    }

    private static IEnumerable<CompletionItem> Names() => SettingsSource.NodeNames().Select(name => new CompletionItem(name));
}
