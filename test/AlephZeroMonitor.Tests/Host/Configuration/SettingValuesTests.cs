using static AlephZeroMonitor.Host.Configuration.ReadSettings;

namespace AlephZeroMonitor.Host.Configuration;

public class SettingValuesTests
{
    [Fact]
    public void Values_OfWhatIsSet_HideSecretsAndNameDefaults()
    {
        var values = Read(("CONTAINER_NAME", "node"), ("API_TOKEN", "0123456789secret"), ("RPC_URL", "https://host/secret")).Settings!.Values.ToDictionary(each => each.Name);
        Assert.Equal(("node", "…", "https://host/…"), (values["CONTAINER_NAME"].Value, values["API_TOKEN"].Value, values["RPC_URL"].Value));
        Assert.Equal((null, "60"), (values["CHECK_INTERVAL"].Value, values["CHECK_INTERVAL"].Default));
    }
}
