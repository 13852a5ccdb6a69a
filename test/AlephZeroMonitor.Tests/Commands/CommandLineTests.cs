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
        Assert.EndsWith("Try: alephzero-monitor --help", error.TrimEnd());
    }

    [Theory]
    [InlineData("fact", "'fact'")]
    [InlineData("facts a b", "'b'")]
    [InlineData("completion fish", "'zsh'")]
    [InlineData("history --limit 0", "--limit must be a number from 1")]
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
    [InlineData("healthcheck", 2)]
    [InlineData("check", 3)]
    [InlineData("doctor", 2)]
    [InlineData("status", 2)]
    [InlineData("nodes", 2)]
    [InlineData("endpoints", 2)]
    [InlineData("top", 2)]
    [InlineData("pause", 2)]
    [InlineData("resume", 2)]
    [InlineData("restart", 2)]
    public async Task Verb_MistakenSettings_ReportsThemAll(string verb, int expected)
    {
        var (exitCode, output, error) = await RunAsync(verb, ("CHECK_INTERVAL", "soon"));
        Assert.Equal((expected, ""), (exitCode, output));
        Assert.StartsWith("alephzero-monitor: 2 settings are wrong:", error);
        Assert.Contains("\n  CONTAINER_NAME is missing: it is required", error);
        Assert.Contains("\n  CHECK_INTERVAL=\"soon\": must be seconds", error);
    }

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

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("24h", 86400)]
    [InlineData("7d", 604800)]
    [InlineData("1000000d", null)]
    [InlineData("7", null)]
    [InlineData("d", null)]
    [InlineData("-1d", null)]
    [InlineData("1.5h", null)]
    [InlineData("1w", null)]
    public void Span_Text_IsANumberAndAUnit(string text, int? seconds) => Assert.Equal(seconds, Inputs.Span(text)?.TotalSeconds);
}
