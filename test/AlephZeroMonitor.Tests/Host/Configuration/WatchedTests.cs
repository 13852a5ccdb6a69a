using AlephZeroMonitor.Watching;
using static AlephZeroMonitor.Host.Configuration.ReadSettings;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>What the settings say is watched.</summary>
public class WatchedTests
{
    [Fact]
    public void Read_LabelAlone_SaysWhatIsWatched()
    {
        var settings = Valid(("WATCH_LABEL", "com.example.node=yes"));
        Assert.Equal((0, new WatchLabel("com.example.node", "yes")), (settings.ContainerNames.Length, settings.WatchLabel));
    }

    [Fact]
    public void Read_Units_AreToldFromContainers()
    {
        var settings = Valid(("CONTAINER_NAME", "a,systemd:aleph-node@1.service"));
        Assert.Equal(["a"], settings.Containers);
        Assert.Equal(["systemd:aleph-node@1.service"], settings.Units);
        Assert.False(Valid(("CONTAINER_NAME", "systemd:a.service")).WatchesContainers);
        Assert.True(Valid(("CONTAINER_NAME", "systemd:a.service"), ("WATCH_LABEL", "l")).WatchesContainers);
    }

    [Fact]
    public void Read_Probe_KnowsTheNodeOfItsPod()
    {
        var settings = Valid(("MODE", "probe"), ("HOSTNAME", "aleph-node-0"));
        Assert.Equal(["aleph-node-0"], settings.ContainerNames);
        Assert.Equal(new NodeAddresses(new("http://127.0.0.1:9944"), new("http://127.0.0.1:9615/metrics")), settings.ForNodes.Addresses);
        Assert.False(settings.WatchesContainers);
        Assert.Equal(["node"], Valid(("MODE", "Probe")).ContainerNames);
        Assert.Equal(["mine"], Valid(("MODE", "probe"), ("CONTAINER_NAME", "mine"), ("HOSTNAME", "aleph-node-0")).ContainerNames);
    }

    [Theory]
    [InlineData("MODE", "kubelet", "MODE=\"kubelet\": must be one of watch, probe. Example: MODE=probe")]
    [InlineData("CONTAINER_NAME", "a,b", "CONTAINER_NAME=\"a,b\": with MODE=probe the one node of this pod is watched")]
    [InlineData("CONTAINER_NAME", "systemd:a.service", "CONTAINER_NAME=\"systemd:a.service\": with MODE=probe")]
    [InlineData("WATCH_LABEL", "l", "WATCH_LABEL=\"l\": with MODE=probe")]
    [InlineData("HTTP_PORT", "0", "HTTP_PORT=\"0\": with MODE=probe the kubelet asks for /livez")]
    public void Read_ProbeThatCannotBe_SaysWhy(string name, string value, string text) =>
        Assert.StartsWith(text, Assert.Single(Read(("CONTAINER_NAME", "a"), ("MODE", "probe"), (name, value)).Mistakes).ToString());

    [Fact]
    public void Read_NeitherNameNorLabel_NamesBoth() => Assert.Contains("or set WATCH_LABEL", Assert.Single(Read().Mistakes).ToString());
}
