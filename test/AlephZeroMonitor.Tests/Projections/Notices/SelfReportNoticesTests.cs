using AlephZeroMonitor.Core;
using AlephZeroMonitor.Core.Network;
using AlephZeroMonitor.Watching;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Projections.Notices;

public class SelfReportNoticesTests
{
    [Fact]
    public void Checked_FailsThenAnswers_IsWrittenOnceEach()
    {
        var log = new ListLogger<SelfReportNotices>();
        var notices = new SelfReportNotices(new Written(), log);
        foreach (var status in new int?[] { null, 500, 502, null, null })
        {
            var failure = status is { } number ? new EndpointProblem(EndpointProblemKind.HttpStatus, Number: number) : (EndpointProblem?)null;
            notices.Checked(Reports.Of(Reports.Behind(0) with { Report = new SelfReport { Failure = failure }, Metrics = new SelfReport() }));
            notices.Checked(Reports.Of(Reports.Behind(0)));
        }

        Assert.Equal(
            [
                (LogLevel.Warning, "node: its RPC: some values are missing (HTTP 500); the node is judged without them"),
                (LogLevel.Information, "node: its RPC: all values are reported again"),
            ],
            log.Lines);
    }
}
