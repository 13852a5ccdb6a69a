namespace AlephZeroMonitor.Host;

public class TextTests
{
    [Theory]
    [InlineData("https://user:key1@host:8443/key2?key3", "https://host:8443")]
    [InlineData("wss://host/key", "wss://host")]
    public void AddressOf_Url_HasNoKeys(string url, string shown) => Assert.Equal(shown, Address.Of(new Uri(url)));

    [Fact]
    public void OneLine_TextOfSeveralLines_HasNoControlCharacters() => Assert.Equal("a | b\uFFFD[2Jc", OneLine.Of("a\nb\e[2Jc"));

    [Fact]
    public void Version_OfTheProgram_IsThatOfItsBuild() => Assert.Matches(@"^\d+\.\d+\.\d+(-[\w.]+)?$", Product.Version);

    [Theory]
    [InlineData("unix:///a folder/docker.sock", "/a folder/docker.sock")]
    [InlineData("unix:///a%20b/c#d?e", "/a%20b/c#d?e")]
    [InlineData("tcp://host:2375", "")]
    public void SocketPath_OfAnAddress_IsAsItWasTyped(string address, string path) => Assert.Equal(path, SocketFile.PathOf(new Uri(address)));

    [Fact]
    public void Problem_SocketWithABlank_NamesItsPath() => Assert.Contains("there is no /no such/docker.sock:", SocketFile.Problem(new Uri("unix:///no such/docker.sock")));
}
