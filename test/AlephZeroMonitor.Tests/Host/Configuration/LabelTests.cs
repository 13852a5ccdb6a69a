using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>What a node's container sets by its labels.</summary>
public class LabelTests
{
    [Fact]
    public void ReadLabels_OfANode_OverrideThePolicy()
    {
        var labels = new Dictionary<string, string> { ["alephzero-monitor.block-lag-100"] = "200", ["alephzero-monitor.dry-run"] = "true", ["com.example.block-lag-20"] = "1" };
        var (policy, problems) = SettingsReader.ReadLabels(labels, new Policy { StallDuration = TimeSpan.FromSeconds(77) });
        Assert.Equal(new Policy { BlockLag100 = 200, DryRun = true, StallDuration = TimeSpan.FromSeconds(77) }, policy);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData(null, "http://of-the-setting/")]
    [InlineData("http://of-the-label", "http://of-the-label/")]
    [InlineData("mistaken", "http://of-the-setting/")]
    public void ReadNodeUrls_Label_OverridesTheSetting(string? label, string url)
    {
        var labels = new Dictionary<string, string>();
        if (label is not null)
        {
            labels["alephzero-monitor.node-rpc-url"] = labels["alephzero-monitor.node-metrics-url"] = label;
        }

        var setting = new Uri("http://of-the-setting");
        var (rpc, metrics) = SettingsReader.ReadNodeUrls(labels, new Settings { ContainerNames = ["a"], NodeRpcUrl = setting, NodeMetricsUrl = setting });
        Assert.Equal((url, url), (rpc?.ToString(), metrics?.ToString()));
        Assert.Equal(label == "mistaken" ? 2 : 0, SettingsReader.ReadLabels(labels, new Policy()).Problems.Length);
    }

    [Theory]
    [InlineData("alephzero-monitor.block-lag-100", "far", "must be blocks")]
    [InlineData("alephzero-monitor.block-lag", "1", "is no setting")]
    [InlineData("alephzero-monitor.check-interval", "1", "is no setting")]
    [InlineData("alephzero-monitor.block-lag-100-file", "/etc/passwd", "is no setting")]
    public void ReadLabels_MistakenLabel_IsPointedOutAndDoesNotCount(string label, string value, string problem)
    {
        var (policy, problems) = SettingsReader.ReadLabels(new Dictionary<string, string> { [label] = value }, new Policy());
        Assert.Equal(new Policy(), policy);
        Assert.Contains(problem, Assert.Single(problems));
        Assert.Contains(label, problems[0]);
    }

    [Fact]
    public void ReadLabels_ThresholdsTheOtherWayRound_ArePointedOutOnce()
    {
        var labels = new Dictionary<string, string> { ["alephzero-monitor.block-lag-100"] = "10" };
        Assert.StartsWith("BLOCK_LAG_20 (20) is above BLOCK_LAG_100 (10)", Assert.Single(SettingsReader.ReadLabels(labels, new Policy()).Problems));
        Assert.Empty(SettingsReader.ReadLabels(labels, new Policy { BlockLag100 = 15 }).Problems);
    }
}
