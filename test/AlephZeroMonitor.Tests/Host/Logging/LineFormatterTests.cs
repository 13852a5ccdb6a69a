using System.Text.Json;
using AlephZeroMonitor.Host.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Host.Logging;

public class LineFormatterTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);

    private static readonly KeyValuePair<string, object?>[] State =
    [
        new("Node", "my \"node\""), new("Text", "only in the message"), new("Lag", 7u), new("Best", null), new("Seconds", 0.3), new("IsProducing", true), new("LogLevel", LogLevel.Debug),
        new("At", Now), new("{OriginalFormat}", "{Node}: {Text}"),
    ];

    [Theory]
    [InlineData("node: well", "node: well")]
    [InlineData("first\nsecond\r\nthird", "first | second | third")]
    [InlineData("\u001b[31mred\u001b[0m\a\u009b2J", "\uFFFD[31mred\uFFFD[0m\uFFFD\uFFFD2J")]
    public void Write_Text_IsOneLineWithoutControlCharacters(string message, string expected) =>
        Assert.Equal($"2025-03-12T08:00:00.000Z WARN  {expected}\n", Write(LogForm.Text, message));

    [Fact]
    public void Write_Json_HasValuesByTheirTypes()
    {
        var line = Write(LogForm.Json, "it\nsays \u001b");
        using var json = JsonDocument.Parse(line);
        Assert.Equal(
            "time level event node lag best seconds isProducing logLevel at message".Split(' '), json.RootElement.EnumerateObject().Select(field => field.Name));
        var (node, lag, best, message) = (json.RootElement.GetProperty("node"), json.RootElement.GetProperty("lag"), json.RootElement.GetProperty("best"), json.RootElement.GetProperty("message"));
        Assert.Equal(("my \"node\"", 7, JsonValueKind.Null, "it | says \uFFFD"), (node.GetString(), lag.GetInt32(), best.ValueKind, message.GetString()));
        Assert.Contains("\"seconds\":0.3,\"isProducing\":true,\"logLevel\":\"Debug\",\"at\":\"2025-03-12T08:00:00.000Z\"", line);
    }

    [Fact]
    public void Write_Logfmt_QuotesWhatNeedsIt() => Assert.Equal(
        "time=2025-03-12T08:00:00.000Z level=warn event=Changed node=\"my \\\"node\\\"\" lag=7 seconds=0.3 isProducing=true logLevel=Debug at=2025-03-12T08:00:00.000Z message=\"a b\"\n",
        Write(LogForm.Logfmt, "a b"));

    private static string Write(LogForm form, string message)
    {
        using var written = new StringWriter();
        var formatter = new LineFormatter(new Settings { ContainerNames = [], LogForm = form }, new FakeTimeProvider(Now));
        formatter.Write(new LogEntry<KeyValuePair<string, object?>[]>(LogLevel.Warning, "x", new EventId(102, "Changed"), State, null, (_, _) => message), null, written);
        return written.ToString();
    }
}
