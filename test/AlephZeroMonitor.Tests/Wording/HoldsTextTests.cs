using AlephZeroMonitor.Core;
using AlephZeroMonitor.Projections;

namespace AlephZeroMonitor.Wording;

public class HoldsTextTests
{
    [Theory]
    [InlineData(0.0, "the lag grows by 1.0 blocks/s")]
    [InlineData(1.5, "the lag shrinks by 0.5 blocks/s")]
    [InlineData(null, "the import rate is not known")]
    public void Of_NotCatchingUp_SaysWhereTheLagGoes(double? importRate, string text)
    {
        var decision = new Decision
        {
            At = default,
            Reason = Reason.FarBehind,
            RunState = RunState.Running,
            ImportRate = importRate,
            HeadRate = 1,
        };
        var lines = HoldsText.Of(decision, Reports.Behind(101), new Policy());
        var line = Assert.Single(lines, line => line.StartsWith("CatchingUp", StringComparison.Ordinal));
        Assert.Contains($"CatchingUp: did not hold ({text}", line);
    }
}
