using AlephZeroMonitor.Configuration;

namespace AlephZeroMonitor.Docker;

public class EngineTests
{
    [Fact]
    public async Task ConnectAsync_SocketThatIsNotThere_SaysSo()
    {
        using var engine = new Engine(new Settings { ContainerNames = ["a"], DockerHost = new Uri("unix:///no/such/docker.sock") });
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => engine.ConnectAsync(TestContext.Current.CancellationToken));
        Assert.True(EngineFailure.Is(failure));
        Assert.StartsWith("there is no /no/such/docker.sock", EngineFailure.Text(failure), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.52", "1.44", "1.52")]
    [InlineData("1.99", "1.44", "1.52")]
    [InlineData("1.99", "1.60", "1.60")]
    public void Choose_EngineOlderOrNewer_GivesAVersionThatItSpeaks(string newest, string oldest, string chosen) =>
        Assert.Equal(Version.Parse(chosen), Engine.Choose(Version.Parse(newest), Version.Parse(oldest)));
}
