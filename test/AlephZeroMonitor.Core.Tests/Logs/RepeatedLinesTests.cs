using System.Globalization;
using System.Text;

namespace AlephZeroMonitor.Core.Logs;

public class RepeatedLinesTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 12, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Repeats_WarningEachSecond_IsCountedByItsForm()
    {
        var facts = Read(Enumerable.Range(0, 12).Select(i => (i, Warn($"sync: 💔 Header 0x{i}ab rejected: too far in the future"))));
        var repeated = Assert.Single(facts.Repeats);
        Assert.Equal((12, "WARN main sync: 💔 Header 0x11ab rejected: too far in the future"), (repeated.Count, repeated.Line));
    }

    [Fact]
    public void Repeats_PlainFormatWithTheSignOfAWarning_IsCounted() =>
        Assert.Equal("💔 Too many sibling blocks", Assert.Single(Read(Enumerable.Range(0, 10).Select(i => (i, "2025-03-12 08:00:00 💔 Too many sibling blocks"))).Repeats).Line);

    [Fact]
    public void Repeats_FewLinesOrLongPauses_AreNone()
    {
        Assert.Empty(Read(Enumerable.Range(0, 9).Select(i => (i, Warn("sync: rare")))).Repeats);
        Assert.Empty(Read(Enumerable.Range(0, 20).Select(i => (i * 61, Warn("sync: rare")))).Repeats);
    }

    [Fact]
    public void Repeats_WarningThatNoLongerComes_IsNone()
    {
        var warnings = Enumerable.Range(0, 12).Select(i => (i, Warn("sync: over")));
        Assert.Empty(Read(warnings.Append((80, "2025-03-12 08:01:20.000  INFO main substrate: ✨ Imported #1 (0x366e…3605)"))).Repeats);
    }

    [Fact]
    public void Repeats_AnotherLife_BeginsWithNone() => Assert.Empty(
        Read(Enumerable.Range(0, 12).Select(i => (i, Warn("sync: before"))).Append((13, "2025-03-12 08:00:13.000  INFO main sc_cli::runner: Aleph Node"))).Repeats);

    [Fact]
    public void Repeats_ManyForms_AreTheThreeMostFrequent()
    {
        var lines = Enumerable.Range(0, 30).SelectMany(i => new[] { "aa", "bb", "bb", "cc", "cc", "cc", "dd", "dd", "dd", "dd", ((char)('e' + (i % 20))).ToString() }
            .Select(word => (i, Warn($"sync: {word}"))));
        Assert.Equal(["dd", "cc", "bb"], Read(lines).Repeats.Select(repeated => repeated.Line[^2..]));
    }

    private static string Warn(string text) => $"2025-03-12 08:00:00.123  WARN main {text}    ";

    private static NodeFacts Read(IEnumerable<(int Second, string Line)> lines)
    {
        var log = new NodeLog();
        foreach (var (second, line) in lines)
        {
            log.Append(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Start.AddSeconds(second):yyyy-MM-dd'T'HH:mm:ss}.000000000Z {line}\n")));
        }

        return log.Facts;
    }
}
