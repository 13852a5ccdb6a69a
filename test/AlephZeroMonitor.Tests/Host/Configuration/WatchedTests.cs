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
    public void Read_NeitherNameNorLabel_NamesBoth() => Assert.Contains("or set WATCH_LABEL", Assert.Single(Read().Mistakes).ToString());
}
