using static AlephZeroMonitor.Host.Configuration.ReadSettings;

namespace AlephZeroMonitor.Host.Configuration;

/// <summary>What is said of a mistake in a setting, and what is not.</summary>
public class SettingMistakeTests
{
    [Theory]
    [InlineData("CONTAINER_NAME", "\"node\"", "CONTAINER_NAME=\"node\": remove the quotes: docker --env-file keeps them")]
    [InlineData("API_TOKEN", "'0123456789abcdef'", "remove the quotes")]
    [InlineData("CHECK_INTERVAL", "60 # a minute", "remove the comment behind the value")]
    [InlineData("CONTAINER_NAME", "a,,b", "nothing before or after a comma")]
    [InlineData("CONTAINER_NAME", "a,b,a", "\"a\" is there twice: remove one")]
    [InlineData("CONTAINER_NAME", "a,my node", "\"my node\" has a blank: separate names by commas")]
    [InlineData("CONTAINER_NAME", "/node", "\"/…\" begins with a slash")]
    [InlineData("CONTAINER_NAME", "a,b!", "\"b!\" has '!'")]
    [InlineData("CONTAINER_NAME", "-a", "begins with '-'")]
    [InlineData("CONTAINER_NAME", "systemd:a", "must be systemd:NAME.service")]
    [InlineData("RPC_URL", "wss://a,ws.azero.dev", "\"ws.azero.dev\" has no scheme: begin it with https://")]
    [InlineData("RPC_URL", "wss://a,htp://b", "\"htp://b\" begins with \"htp\": it must be https or wss or http or ws")]
    [InlineData("RPC_URL", "wss://a wss://b", "has a blank")]
    [InlineData("RPC_URL", "wss://", "has no valid host name")]
    [InlineData("RPC_URL", "wss://a,wss://a", "is there twice")]
    [InlineData("API_TOKEN_FILE", "/dev/null", "the file is empty")]
    public void Read_MistakenEntry_IsNamedWithItsOwnRule(string name, string value, string text)
    {
        var mistake = Assert.Single(Read(("CONTAINER_NAME", "node"), (name, value)).Mistakes);
        Assert.Contains(text, mistake.ToString());
        Assert.DoesNotContain("..", mistake.ToString());
    }

    [Fact]
    public void Read_MistakenUrl_ShowsNoSecrets()
    {
        var mistake = Assert.Single(Read(("CONTAINER_NAME", "node"), ("RPC_URL", "wrong://user:secret1@host/secret2?key=secret3")).Mistakes);
        Assert.DoesNotContain("secret", mistake.ToString());
        Assert.Contains("wrong://host/…", mistake.ToString());
    }

    [Fact]
    public void Read_MistakenUrls_ShowNoSecrets()
    {
        var mistake = Assert.Single(Read(("CONTAINER_NAME", "node"), ("RPC_URL", "host/secret1,wrong://user:secret2@host/secret3,http://a/secret4,secret5")).Mistakes);
        Assert.DoesNotContain("secret", mistake.ToString());
    }

    [Fact]
    public void Read_MistakenToken_IsNotShown() =>
        Assert.DoesNotContain("hunter2", Assert.Single(Read(("CONTAINER_NAME", "node"), ("API_TOKEN", "hunter2")).Mistakes).ToString());

    [Fact]
    public void Read_MistakenHeaders_AreNotShown() =>
        Assert.DoesNotContain("hunter2", Assert.Single(Read(("CONTAINER_NAME", "node"), ("OTEL_EXPORTER_OTLP_HEADERS", "hunter2")).Mistakes).ToString());
}
