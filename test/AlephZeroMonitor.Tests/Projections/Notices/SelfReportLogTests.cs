using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

public class SelfReportLogTests
{
    [Fact]
    public void Write_FailsThenAnswers_IsWrittenOnceEach()
    {
        var log = new ListLogger<SelfReportLog>();
        var reportLog = new SelfReportLog("node", "RPC", log);
        foreach (var problem in new[] { null, "HTTP 500", "HTTP 502", null, null })
        {
            reportLog.Write(new SelfReport { Problem = problem });
            reportLog.Write(null);
        }

        Assert.Equal(
            [(LogLevel.Warning, "node: its RPC: not all is told (HTTP 500); what isn't is known without it"), (LogLevel.Information, "node: its RPC: all is told again")],
            log.Lines);
    }
}
