using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

public class StartNoticesTests
{
    [Fact]
    public async Task StartAsync_WhatWasFoundBefore_ComesBeforeWhatIsWatched()
    {
        var log = new ListLogger<StartNotices>();
        var found = new StartupNotices([(true, "a warning"), (false, "a fact")]);
        await new StartNotices(new Settings { ContainerNames = ["a", "b"] }, found, log).StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal([LogLevel.Warning, LogLevel.Information, LogLevel.Information], log.Lines.Select(line => line.Level));
        Assert.StartsWith(
            "Watching a, b: a check every 60 s, restart above 100 blocks behind, or above 20 when idle. Version ",
            log.Lines[^1].Text,
            StringComparison.Ordinal);
    }
}
