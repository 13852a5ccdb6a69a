using System.Text;
using AlephZeroMonitor.Core.Network;

namespace AlephZeroMonitor.Host.Calls;

public class SaidTests
{
    [Theory]
    [InlineData("error code: 1010\n", "error code: 1010")]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":-32005,"message":"daily request count exceeded"},"id":null}""", "daily request count exceeded")]
    [InlineData("""{"error":"no agent"}""", "no agent")]
    [InlineData("""{"title":"Forbidden","status":403}""", "Forbidden")]
    [InlineData("""{"status":403}""", "{\"status\":403}")]
    [InlineData("<html><head><style>a { color: red }</style><title>403 Forbidden</title></head>\r\n<body>Bots &amp; others</body></html>", "403 Forbidden Bots & others")]
    [InlineData("<script>alert(1)", null)]
    [InlineData(" \n ", null)]
    [InlineData("", null)]
    [InlineData("token: hunter2", "token: …")]
    [InlineData("\u001b[2Jbusy", "\uFFFD[2Jbusy")]
    public void OfBody_AnyText_IsOneLineToShow(string body, string? expected) => Assert.Equal(expected, Said.OfBody(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void OfBody_LongText_IsShortened() => Assert.Equal(new string('a', 200) + "…", Said.OfBody(Encoding.UTF8.GetBytes(new string('a', 4000))));

    [Fact]
    public void WithoutKeys_Problem_HidesThemInWhatWasSaid() => Assert.Equal(
        new EndpointProblem(EndpointProblemKind.HttpStatus, "no …", 403), Said.WithoutKeys(new Uri("https://host/SECRETKEY"), new EndpointProblem(EndpointProblemKind.HttpStatus, "no SECRETKEY", 403)));

    [Theory]
    [InlineData("https://host/v1/SECRETKEY", "invalid api key SECRETKEY", "invalid api key …")]
    [InlineData("https://host/v1/SECRETKEY", "v1: /v1/secretkey is not known", "v1: /v1/… is not known")]
    [InlineData("https://host/v1/SECRETKEY", "a long text, cut off within the key SECRETK…", "a long text, cut off within the key …")]
    [InlineData("https://host/a%20secret%2Bkey", "no a secret+key, no a%20secret%2Bkey", "no …, no …")]
    [InlineData("https://host/?key=abc&SECRET", "abc, SECRET", "…, …")]
    [InlineData("https://me:pass@host/", "me, pass, host", "me, …, host")]
    [InlineData("wss://host", "HTTP 403", "HTTP 403")]
    public void WithoutKeys_TextThatRepeatsThem_HidesThem(string url, string text, string expected) =>
        Assert.Equal(expected, Said.WithoutKeys(new Uri(url), text));
}
