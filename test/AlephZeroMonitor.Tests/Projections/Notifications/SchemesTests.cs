using AlephZeroMonitor.Core;
using static AlephZeroMonitor.Host.Configuration.ReadSettings;

namespace AlephZeroMonitor.Projections.Notifications;

public class SchemesTests
{
    public static TheoryData<string> Examples => [.. Schemes.Examples.SelectMany(example => example.Split(" or "))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Fault_Example_IsNone(string example)
    {
        Assert.Null(Schemes.Fault(example.Replace("[", "").Replace("]", "").Replace("…", "x") + (example.Contains('?') ? "&" : "?") + "min=warning"));
        var known = Schemes.Make(example.Replace("[", "").Replace("]", ""), new HttpClient(), TimeProvider.System);
        Assert.Equal(8, known.Key.Length);
        Assert.DoesNotContain("TOKEN", known.Name);
    }

    [Theory]
    [InlineData("xmpp://me", "the scheme xmpp:// is not known; there are alertmanager+http, alertmanager+https, apprise+http")]
    [InlineData("https://discord.com/api/webhooks/123/s3cr3t", "a receiver of discord.com is written like discord://TOKEN@WEBHOOK_ID")]
    [InlineData("no-url", "it is no URL with a scheme")]
    [InlineData("ntfy://ntfy.sh", "it must be like ntfy://[user:password@]ntfy.sh/TOPIC")]
    [InlineData("ntfy://ntfy.sh/a?min=high", "min must be info, warning or critical")]
    [InlineData("ntfy://ntfy.sh/a?mni=info", "the option mni is not known; there are disabletls, min")]
    [InlineData("discord://webhook", "it must be like discord://TOKEN@WEBHOOK_ID")]
    [InlineData("slack://hook:secret@webhook", "it must be like slack://hook:")]
    [InlineData("telegram://token@telegram", "it must be like telegram://")]
    [InlineData("smtp://host/?to=a@b.c", "it must be like smtp://")]
    [InlineData("matrix://:token@host/?rooms=name", "it must be like matrix://")]
    [InlineData("generic+https://host:99999/x", "host:99999 is no host, or no host and port")]
    [InlineData("gotify://host:port/token", "host:port is no host, or no host and port")]
    [InlineData("smtps://[::1/?from=a@b.c&to=a@b.c", "[::1 is no host, or no host and port")]
    public void Fault_MistakenUrl_SaysWhatIsWrong(string url, string fault) => Assert.StartsWith(fault, Schemes.Fault(url));

    [Fact]
    public void Split_BlanksLineEndsAndCommas_SeparateUrlsButNotOptions() => Assert.Equal(
        ["ntfy://a/b", "telegram://1:t@telegram?chats=@x,@y", "generic+http://c", "ntfy://d/e"],
        Schemes.Split(" ntfy://a/b telegram://1:t@telegram?chats=@x,@y, generic+http://c\nntfy://d/e"));

    [Fact]
    public void Read_SeveralMistakenUrls_AreAllNamedAndNoSecretIsShown()
    {
        var mistake = Assert.Single(Read(("CONTAINER_NAME", "a"), ("NOTIFY_URL", "ntfy://ntfy.sh/topic discord://s3cr3t\nxmpp://s3cr3t@host")).Mistakes).ToString();
        Assert.Contains("URL 2: it must be like discord://", mistake);
        Assert.Contains("URL 3: the scheme xmpp:// is not known", mistake);
        Assert.DoesNotContain("s3cr3t", mistake);
        Assert.DoesNotContain("URL 1", mistake);
    }

    [Fact]
    public void Read_UrlsOfALineEach_AreReceivers()
    {
        var settings = Valid(("CONTAINER_NAME", "a"), ("NOTIFY_URL", "ntfy://ntfy.sh/a?min=critical\n telegram://1:x@telegram?chats=1,2 "), ("NOTIFY_REPEAT", "0"));
        var receivers = Schemes.MakeAll(settings.NotifyUrls, TimeProvider.System);
        Assert.Equal([("ntfy://ntfy.sh", AlertLevel.Critical), ("telegram://…", AlertLevel.Info)], receivers.Select(receiver => (receiver.Name, receiver.Min)));
        Assert.Equal(TimeSpan.Zero, settings.NotifyRepeat);
    }

    [Fact]
    public void Parse_PartsOfAUrl_KeepTheirCaseAndAreDecoded()
    {
        var url = ReceiverUrl.Parse("pushover://x:To%2Fken@UserKEY:80/Pa%20th/?devices=a,b&min=info")!;
        Assert.Equal(("pushover", "x", "To/ken", "UserKEY:80", "/Pa th/"), (url.Scheme, url.User, url.Password, url.Host, url.Path));
        Assert.Equal(["a", "b"], url.List("devices"));
        Assert.Equal("?devices=a%2Cb", url.Query);
        Assert.Equal("the key … is wrong", url.Hide("the key to/KEN is wrong"));
    }
}
