using System.Text.Json;

namespace AlephZeroMonitor.EndToEnd;

/// <summary><c>alephzero-monitor facts</c>, by the native binary.</summary>
public class FactsTests
{
    private static readonly string Logs = Path.Combine(AppContext.BaseDirectory, "logs");

    public static TheoryData<string> Fixtures => [.. Directory.EnumerateFiles(Logs, "*.log").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Facts_OfAFixture_AreTheExpectedOnes(string name)
    {
        var log = Path.Combine(Logs, name + ".log");
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Logs, name + ".expected.json"), TestContext.Current.CancellationToken));
        using var actual = JsonDocument.Parse((await RunAsync($"facts {log}")).Output);
        Assert.Equal(Keys(expected), Keys(actual));
    }

    [Theory]
    [InlineData("facts")]
    [InlineData("facts -")]
    public async Task Facts_WithoutFile_ReadsStandardInput(string arguments)
    {
        var (exitCode, output, _) = await RunAsync(arguments, "2025-03-12 08:20:11 ✨ Imported #7 (0x366e…3605)");
        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.Equal((7, 1), (json.RootElement.GetProperty("best").GetInt32(), json.RootElement.GetProperty("lines").GetInt32()));
    }

    [Theory]
    [InlineData("hello", "no line of this log is one that a node prints")]
    [InlineData("a-1  | 2025-03-12 08:20:11 x\nb-1  | 2025-03-12 08:20:11 x", "lines of a-1 and of b-1")]
    public async Task Facts_LogThatIsNotOneNodes_SaysSoWithCode1(string log, string text)
    {
        var (exitCode, output, error) = await RunAsync("facts", log);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(text, error);
    }

    [Fact]
    public async Task Facts_FileThatIsNotThere_SaysSoWithCode1()
    {
        var (exitCode, output, error) = await RunAsync("facts /does/not/exist.log");
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("/does/not/exist.log", error);
    }

    [Fact]
    public async Task Facts_LongInputOnATerminal_ShowsHowFarItIsAndWipesThat()
    {
        using var pipe = new NamedPipe();
        using var terminal = TerminalRun.Start($"facts {pipe.Path}", []);
        await pipe.WriteSlowlyAsync("2025-03-12 08:20:11 ✨ Imported #7 (0x366e…3605)\n");
        Assert.Equal(0, await terminal.ExitAsync());
        var (shown, wiped, printed) = (terminal.Seen.IndexOf("0 MB of log read …", StringComparison.Ordinal), terminal.Seen.LastIndexOf("\r\e[K", StringComparison.Ordinal), terminal.Seen.IndexOf("\"best\": 7", StringComparison.Ordinal));
        Assert.True(shown >= 0 && shown < wiped && wiped < printed, terminal.Seen);
    }

    [Fact]
    public async Task Facts_LongInputWithoutTerminal_ShowsTheFactsAlone()
    {
        using var pipe = new NamedPipe();
        var run = RunAsync($"facts {pipe.Path}");
        await pipe.WriteSlowlyAsync("2025-03-12 08:20:11 ✨ Imported #7 (0x366e…3605)\n");
        var (exitCode, output, error) = await run;
        Assert.Equal((0, ""), (exitCode, error));
        Assert.StartsWith("{", output);
    }

    [Theory]
    [InlineData("fact")]
    [InlineData("--loud")]
    [InlineData("facts a b")]
    public async Task Program_UnknownArgument_SaysSoWithCode2(string arguments)
    {
        var (exitCode, _, error) = await RunAsync(arguments);
        Assert.Equal(2, exitCode);
        Assert.Contains("--help", error);
    }

    [Fact]
    public async Task Program_Help_NamesTheVerbs() => Assert.Contains("facts", (await RunAsync("--help")).Output);

    private static IEnumerable<(string, string)> Keys(JsonDocument document) => document.RootElement.EnumerateObject()
        .Where(property => property.Name is not ("description" or "provenance")).Select(property => (property.Name, property.Value.GetRawText()));

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(string arguments, string input = "") => BinaryRun.RunAsync(arguments, input);
}
