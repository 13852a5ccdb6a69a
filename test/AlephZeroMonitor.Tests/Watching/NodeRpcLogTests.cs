using AlephZeroMonitor.Core;
using Microsoft.Extensions.Logging;

namespace AlephZeroMonitor.Watching;

public class NodeRpcLogTests
{
    [Fact]
    public void Write_FailsThenAnswers_IsWrittenOnceEach()
    {
        var log = new ListLogger<NodeRpcLog>();
        var nodeRpcLog = new NodeRpcLog("node", log);
        foreach (var problem in new[] { null, "HTTP 500", "HTTP 502", null, null })
        {
            nodeRpcLog.Write(new SelfReport { Problem = problem });
            nodeRpcLog.Write(null);
        }

        Assert.Equal(
            [(LogLevel.Warning, "node: its RPC does not tell all (HTTP 500); what it doesn't tell is known by its log alone"), (LogLevel.Information, "node: its RPC tells again")],
            log.Lines);
    }
}
