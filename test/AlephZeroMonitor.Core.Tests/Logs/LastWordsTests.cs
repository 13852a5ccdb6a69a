namespace AlephZeroMonitor.Core.Logs;

public class LastWordsTests
{
    private const string At = "2025-03-12T12:00:00.000000000Z ";
    private const string Info = At + "2025-03-12 12:00:00 [main] an ordinary line";
    private const string Warn = At + "2025-03-12 12:00:00.123  WARN main sync: a warning    ";
    private const string Error = At + "2025-03-12 12:00:00.123 ERROR main sync: an error    ";
    private const string Bare = At + "Error: Service(Client(Backend(\"IO error: lock /data/db/LOCK\")))";

    [Theory]
    [InlineData("Error: Service(Client(Backend(\"IO error: lock /data/db/LOCK\")))", Bare, Error, Warn, Info)]
    [InlineData("Error: Service(Client(Backend(\"IO error: lock /data/db/LOCK\")))", Warn, Bare, Info)]
    [InlineData("2025-03-12 12:00:00.123 ERROR main sync: an error", Info, Error, Info)]
    [InlineData("2025-03-12 12:00:00.123  WARN main sync: a warning", Info, Warn, Info)]
    [InlineData("2025-03-12 12:00:00 [main] an ordinary line", Info)]
    [InlineData("two | three | four", "one", "two", "three", "four")]
    [InlineData("thread 'main' panicked at src/main.rs:5:5: the cause", Info, At + "thread 'main' panicked at src/main.rs:5:5:", At + "the cause", At + "note: run with")]
    [InlineData("Error: Input(\"unknown chain\")", At + "Error:", At + "Input(\"unknown chain\")")]
    [InlineData(null)]
    [InlineData(null, "", At)]
    public void Of_Lines_IsTheMostTelling(string? words, params string[] lines) => Assert.Equal(words, LastWords.Of(lines));

    [Fact]
    public void Of_LongLineWithASecret_IsShortAndHidesIt()
    {
        var words = LastWords.Of(["Error: at https://user:pass@host/path " + new string('x', 1000)]);
        Assert.Equal(500, words!.Length);
        Assert.StartsWith("Error: at https://host/… x", words, StringComparison.Ordinal);
    }
}
