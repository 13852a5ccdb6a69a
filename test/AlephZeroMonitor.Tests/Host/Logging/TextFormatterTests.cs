using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AlephZeroMonitor.Host.Logging;

public class TextFormatterTests
{
    [Theory]
    [InlineData("node: well", "node: well")]
    [InlineData("first\nsecond\r\nthird", "first | second | third")]
    [InlineData("\u001b[31mred\u001b[0m\a\u009b2J", "\uFFFD[31mred\uFFFD[0m\uFFFD\uFFFD2J")]
    public void Write_Message_IsOneLineWithoutControlCharacters(string message, string expected)
    {
        using var written = new StringWriter();
        var formatter = new TextFormatter(new FakeTimeProvider(new DateTimeOffset(2025, 3, 12, 8, 0, 0, TimeSpan.Zero)));
        formatter.Write(new LogEntry<string>(LogLevel.Warning, "x", default, message, null, (state, _) => state), null, written);
        Assert.Equal($"2025-03-12T08:00:00.000Z WARN  {expected}\n", written.ToString());
    }
}
