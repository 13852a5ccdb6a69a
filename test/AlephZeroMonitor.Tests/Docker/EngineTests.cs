namespace AlephZeroMonitor.Docker;

public class EngineTests
{
    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.52", "1.44", "1.52")]
    [InlineData("1.99", "1.44", "1.52")]
    [InlineData("1.99", "1.60", "1.60")]
    public void Choose_EngineOlderOrNewer_GivesAVersionThatItSpeaks(string newest, string oldest, string chosen) =>
        Assert.Equal(Version.Parse(chosen), Engine.Choose(Version.Parse(newest), Version.Parse(oldest)));
}
