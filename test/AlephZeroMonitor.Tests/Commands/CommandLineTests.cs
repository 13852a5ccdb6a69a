using System.Text.Json;
using static AlephZeroMonitor.Commands.VerbRun;

namespace AlephZeroMonitor.Commands;

/// <summary>Verbs, their options and their exit codes, as the program itself takes them.</summary>
[Collection(nameof(VerbRun))]
public class CommandLineTests
{
    public static TheoryData<string> Verbs =>
    [
        "watch", "facts", "healthcheck", "check", "doctor", "history", "explain", "replay", "status", "nodes", "endpoints", "top", "pause", "resume", "restart", "completion",
    ];

    [Fact]
    public async Task Help_OfTheProgram_NamesEachVerb()
    {
        var (exitCode, output, _) = await RunAsync("--help");
        Assert.Equal(0, exitCode);
        Assert.All(Verbs, verb => Assert.Matches($@"\n  {verb.Data} +\S", output));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_OfAVerb_SaysHowItIsUsed(string verb)
    {
        var (exitCode, output, error) = await RunAsync($"{verb} --help");
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches($@"Usage:\s+\S+ {verb} ", output);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Parse_UnknownOption_IsAUsageMistake(string verb)
    {
        var (exitCode, output, error) = await RunAsync($"{verb} --loud");
        Assert.Equal((verb == "check" ? 3 : 2, ""), (exitCode, output));
        Assert.EndsWith($"See: alephzero-monitor {verb} --help", error.TrimEnd());
    }

    [Theory]
    [InlineData("fact", "unknown verb \"fact\"; did you mean facts?")]
    [InlineData("stauts", "did you mean status?")]
    [InlineData("xyz", "unknown verb \"xyz\"\nSee: alephzero-monitor --help")]
    [InlineData("facts a b", "unknown argument \"b\"")]
    [InlineData("nodes --jsno", "unknown option \"--jsno\"; did you mean --json?")]
    [InlineData("completion fish", "SHELL must be bash or zsh, not \"fish\"")]
    [InlineData("notify tset", "WHAT must be test or list, not \"tset\"; did you mean test?")]
    [InlineData("nodes -o yaml", "--output must be table, wide or json, not \"yaml\"")]
    [InlineData("nodes --url localhost:8080", "--url must be an http or https URL")]
    [InlineData("history --limit 0", "--limit must be a whole number from 1")]
    [InlineData("history --limit x", "--limit must be a whole number from 1")]
    [InlineData("history --since 24", "such as 30m, 24h or 7d")]
    [InlineData("replay --since yesterday", "such as 30m, 24h or 7d")]
    [InlineData("pause --for 61s", "1m to 7d")]
    [InlineData("pause --for 8d", "1m to 7d")]
    public async Task Parse_MistakenArgument_SaysWhatItMayBe(string arguments, string text)
    {
        var (exitCode, _, error) = await RunAsync(arguments);
        Assert.Equal(2, exitCode);
        Assert.Contains(text, error);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("watch", 2)]
    [InlineData("check", 3)]
    [InlineData("doctor", 2)]
    public async Task Verb_MistakenSettings_ReportsThemAll(string verb, int expected)
    {
        var (exitCode, output, error) = await RunAsync(verb, ("CHECK_INTERVAL", "soon"));
        Assert.Equal((expected, ""), (exitCode, output));
        Assert.StartsWith("alephzero-monitor: 2 settings are wrong:", error);
        Assert.Contains("\n  CONTAINER_NAME is missing: set it to the name", error);
        Assert.Contains("\n  CHECK_INTERVAL=\"soon\": must be seconds", error);
    }

    [Theory]
    [InlineData("nodes --json --url http://127.0.0.1:1", "no monitor answers at 127.0.0.1:1", 1)]
    [InlineData("nodes -o json --loud", "unknown option", 2)]
    [InlineData("restart --json", "API_TOKEN", 2)]
    public async Task Verb_JsonWithAnError_IsJsonOnStandardError(string arguments, string text, int exitCode)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal((exitCode, ""), (code, output));
        using var json = JsonDocument.Parse(error);
        Assert.Contains(text, json.RootElement.GetProperty("detail").GetString());
        Assert.Equal(exitCode, json.RootElement.GetProperty("exitCode").GetInt32());
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help nodes", "nodes --help")]
    [InlineData("-v", "--version")]
    public async Task Words_OfOtherPrograms_AreTaken(string arguments, string same) => Assert.Equal(await RunAsync(same), await RunAsync(arguments));

    [Theory]
    [InlineData("re", "replay\nrestart\nresume")]
    [InlineData("wat", "watch")]
    [InlineData("status --j", "--json")]
    [InlineData("restart nod", "node-1\nnode-2")]
    [InlineData("history --node nod", "node-1\nnode-2")]
    public async Task Suggest_BeginOfAWord_CompletesIt(string line, string words)
    {
        var whole = $"alephzero-monitor {line}";
        var (_, output, _) = await RunAsync([$"[suggest:{whole.Length}]", whole], ("CONTAINER_NAME", "node-1,node-2"));
        Assert.Equal(words, output.Trim().ReplaceLineEndings("\n"));
    }
}
