using AlephZeroMonitor.EndToEnd;

namespace AlephZeroMonitor.Targets.Docker;

public class EngineTests
{
    [Fact]
    public async Task ConnectAsync_SocketThatIsNotThere_SaysSo()
    {
        using var engine = new Engine(new Uri("unix:///no/such/docker.sock"));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => engine.ConnectAsync(TestContext.Current.CancellationToken));
        Assert.True(EngineFailure.Is(failure));
        Assert.StartsWith("there is no /no/such/docker.sock", EngineFailure.Of(failure).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.52", "1.44", "1.52")]
    [InlineData("1.99", "1.44", "1.52")]
    [InlineData("1.99", "1.60", "1.60")]
    public void Choose_EngineOlderOrNewer_GivesAVersionThatItSpeaks(string newest, string oldest, string chosen) =>
        Assert.Equal(Version.Parse(chosen), Engine.Choose(Version.Parse(newest), Version.Parse(oldest)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task AskAsync_NobodyListensAtTheTcpAddress_IsAFailureInDailyLife(string host)
    {
        using var engine = new Engine(new Uri($"tcp://{host}:{FreePort.Find()}"));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => engine.GetAsync("/info", TestContext.Current.CancellationToken));
        Assert.True(EngineFailure.Is(failure), failure.ToString());
        Assert.Equal("Connection refused", EngineFailure.Of(failure).Text);
    }
}
