using AlephZeroMonitor.Core;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>What a node's container sets by its labels.</summary>
public class LabelTests
{
    [Fact]
    public void ReadLabels_OfANode_OverrideThePolicy()
    {
        var labels = new Dictionary<string, string> { ["alephzero-monitor.block-lag-100"] = "200", ["alephzero-monitor.dry-run"] = "true", ["com.example.block-lag-20"] = "1" };
        var node = Read(labels, new Policy { StallDuration = TimeSpan.FromSeconds(77) });
        Assert.Equal(new Policy { BlockLag100 = 200, DryRun = true, StallDuration = TimeSpan.FromSeconds(77) }, node.Policy);
        Assert.Empty(node.Problems);
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
        var node = SettingsReader.ReadNode(labels, new Settings { ContainerNames = ["a"], NodeRpcUrl = setting, NodeMetricsUrl = setting }).Node;
        Assert.Equal((url, url), (node.Addresses.Rpc?.ToString(), node.Addresses.Metrics?.ToString()));
        Assert.Equal(label == "mistaken" ? 2 : 0, node.Problems.Length);
    }

    [Theory]
    [InlineData("alephzero-monitor.block-lag-100", "far", "must be blocks")]
    [InlineData("alephzero-monitor.block-lag", "1", "no setting of a node has this name")]
    [InlineData("alephzero-monitor.check-interval", "1", "no setting of a node has this name")]
    [InlineData("alephzero-monitor.block-lag-100-file", "/etc/passwd", "no setting of a node has this name")]
    public void ReadLabels_MistakenLabel_IsPointedOutAndDoesNotCount(string label, string value, string problem)
    {
        var node = Read(new Dictionary<string, string> { [label] = value }, new Policy());
        Assert.Equal(new Policy(), node.Policy);
        Assert.Contains(problem, Assert.Single(node.Problems));
        Assert.Contains(label, node.Problems[0]);
    }

    [Fact]
    public void ReadNode_LabelsOfHowItIsStopped_OverrideTheSettings()
    {
        var labels = new Dictionary<string, string> { ["alephzero-monitor.stop-timeout"] = "2m", ["alephzero-monitor.graceful-stop"] = "true" };
        var (node, all) = SettingsReader.ReadNode(labels, new Settings { ContainerNames = [], StopTimeout = TimeSpan.FromSeconds(5) });
        Assert.Equal((120, true), (all.StopTimeout?.TotalSeconds, all.GracefulStop));
        Assert.Empty(node.Problems);
    }

    [Fact]
    public void ReadLabels_LabelByWhichItIsWatched_IsNoMistake()
    {
        var settings = new Settings { ContainerNames = [], WatchLabel = new WatchLabel("alephzero-monitor.watch", "true") };
        Assert.Empty(SettingsReader.ReadNode(new Dictionary<string, string> { ["alephzero-monitor.watch"] = "true" }, settings).Node.Problems);
    }

    [Theory]
    [InlineData("watch", "watch", "", true)]
    [InlineData("watch", "watch", "no", true)]
    [InlineData("watch=yes", "watch", "yes", true)]
    [InlineData("watch=yes", "watch", "no", false)]
    [InlineData("watch=a=b", "watch", "a=b", true)]
    [InlineData("watch=", "watch", "", true)]
    [InlineData("watch", "Watch", "", false)]
    public void WatchLabel_OfAContainer_IsFoundByNameAndValue(string setting, string label, string value, bool isAmong)
    {
        var watched = ReadSettings.Valid(("WATCH_LABEL", setting)).WatchLabel!;
        Assert.Equal((setting, isAmong), (watched.ToString(), watched.IsAmong(new Dictionary<string, string> { [label] = value })));
    }

    [Fact]
    public void ReadLabels_ThresholdsTheOtherWayRound_ArePointedOutOnce()
    {
        var labels = new Dictionary<string, string> { ["alephzero-monitor.block-lag-100"] = "10" };
        Assert.StartsWith("BLOCK_LAG_20 (20) is above BLOCK_LAG_100 (10)", Assert.Single(Read(labels, new Policy()).Problems));
        Assert.Empty(Read(labels, new Policy { BlockLag100 = 15 }).Problems);
    }

    private static NodeSettings Read(Dictionary<string, string> labels, Policy policy) =>
        SettingsReader.ReadNode(labels, new Settings { ContainerNames = [], Policy = policy }).Node;
}
