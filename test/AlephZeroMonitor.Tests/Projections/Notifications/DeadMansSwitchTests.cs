using AlephZeroMonitor.Core;
using AlephZeroMonitor.Http;

namespace AlephZeroMonitor.Projections.Notifications;

public sealed class DeadMansSwitchTests
{
    private static readonly Uri Url = new("https://hc.example/id");

    [Fact]
    public async Task Target_OfTheNodes_IsTheUrlUnlessAllAreBlind()
    {
        await using var server = await Server.StartAsync("a,b");
        Assert.Null(DeadMansSwitch.Target(Url, server.Nodes));
        server.Publish("a", Server.Behind(1));
        server.Publish("b", Server.Behind(1));
        Assert.Equal(Url, DeadMansSwitch.Target(Url, server.Nodes));
        var blind = server.Publish("a", Server.Behind(1)) with { Alerts = [new(AlertKind.Blind, Server.Now)] };
        server.Publish("a", Server.Behind(1), blind);
        Assert.Equal(Url, DeadMansSwitch.Target(Url, server.Nodes));
        server.Publish("b", Server.Behind(1), blind);
        Assert.Equal(new Uri("https://hc.example/id/fail"), DeadMansSwitch.Target(Url, server.Nodes));
        Assert.Null(DeadMansSwitch.Target(Url, new Watching.Nodes()));
    }
}
