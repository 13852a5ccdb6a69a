using AlephZeroMonitor.Core.Logs;
using static AlephZeroMonitor.Core.Observations;

namespace AlephZeroMonitor.Core;

public class ImportPaceTests
{
    [Fact]
    public void Measure_LessThanTenSeconds_IsUnknown() => Assert.Null(ImportPace.Measure(Importing(50, 9).Trail, TimeSpan.Zero));

    [Fact]
    public void Measure_NoEvidence_IsUnknown() => Assert.Null(ImportPace.Measure([], TimeSpan.Zero));

    [Fact]
    public void Measure_LongTrail_TakesTheLastMinute() =>
        Assert.Equal(5, ImportPace.Measure([new(Time(-500), 10), new(Time(-60), 1000), new(Time(0), 1300)], TimeSpan.Zero));

    [Fact]
    public void Measure_EvidenceOlderThanAMinute_CountsAsOfAMinuteAgo() =>
        Assert.Equal(5, ImportPace.Measure([new(Time(-90), 1000), new(Time(0), 1300)], TimeSpan.Zero));

    [Fact]
    public void Measure_TenSeconds_IsEnough() => Assert.Equal(50, ImportPace.Measure(Importing(50, 10).Trail, TimeSpan.Zero));

    [Fact]
    public void Measure_EvidenceBeforeTheWindowOnly_IsNoImport() => Assert.Equal(0, ImportPace.Measure([new(Time(-500), 10), new(Time(-400), 1000)], TimeSpan.FromSeconds(400)));

    [Fact]
    public void Trail_BurstOfLines_IsNotTakenForSpeed()
    {
        var log = new NodeLog();
        for (var block = 0; block < 90; block++)
        {
            log.Append(System.Text.Encoding.UTF8.GetBytes($"2025-03-12T07:59:{39.99 + (block * 0.01):00.00}Z 2025-03-12 07:59:40 ✨ Imported #{1000 + block} (0x366e…3605)\n"));
        }

        Assert.Equal(0, ImportPace.Measure(log.Facts.Trail, TimeSpan.FromSeconds(19)));
    }

    [Fact]
    public void Trail_ClockSetBack_StartsAfresh()
    {
        var log = new NodeLog();
        log.Append("2025-03-12T07:59:40Z 2025-03-12 07:59:40 Imported #1 (0x3)\n2025-03-12T07:00:00Z 2025-03-12 07:00:00 Imported #2 (0x3)\n"u8);
        Assert.Equal(2u, Assert.Single(log.Facts.Trail).Best);
    }
}
