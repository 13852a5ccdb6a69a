namespace AlephZeroMonitor.Endpoints;

public class AddressTests
{
    [Theory]
    [InlineData("https://host/v1/SECRETKEY", "invalid api key SECRETKEY", "invalid api key …")]
    [InlineData("https://host/v1/SECRETKEY", "v1: /v1/secretkey is not known", "v1: /v1/… is not known")]
    [InlineData("https://host/v1/SECRETKEY", "a long text, cut off within the key SECRETK…", "a long text, cut off within the key …")]
    [InlineData("https://host/a%20secret%2Bkey", "no a secret+key, no a%20secret%2Bkey", "no …, no …")]
    [InlineData("https://host/?key=abc&SECRET", "abc, SECRET", "…, …")]
    [InlineData("https://me:pass@host/", "me, pass, host", "me, …, host")]
    [InlineData("wss://host", "HTTP 403", "HTTP 403")]
    public void WithoutKeys_TextThatRepeatsThem_HidesThem(string url, string text, string expected) =>
        Assert.Equal(expected, Address.WithoutKeys(new Uri(url), text));
}
