using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Targets.Docker;

/// <summary>Containers that are watched for their label.</summary>
[Collection(nameof(DockerTargetTests))]
public sealed class DockerTargetsTests : DockerTargetRun
{
    private const string A = """{"Id":"aaa","Names":["/a"],"Labels":{"watch":"\"yes\""}}""";
    private const string B = """{"Id":"bbb","Names":["/other/alias","/b"],"Labels":{"watch":"\"yes\"","watch2":"no"}}""";

    private int _changes;

    private protected override Settings Change(Settings settings) => settings with { WatchLabel = new WatchLabel("watch", "\"yes\"") };

    [Fact]
    public async Task Names_AtTheStart_AreThoseOfTheSettingsAndThoseWithTheLabel()
    {
        Docker.Listed = $"[{A},{B},{{}}]";
        await ListenAsync();
        Assert.Equal([FakeEngine.Name, "a", "b"], Source.Names);
        var asked = Docker.Requests.Single(request => request.Contains("/containers/json", StringComparison.Ordinal));
        Assert.EndsWith("?all=1", asked);
    }

    [Fact]
    public async Task Names_WhatDependsOnANode_IsAmongThem()
    {
        Docker.Listed = $$$"""
            [{{{A}}}, {"Id":"{{{FakeEngine.Id}}}","Names":["/{{{FakeEngine.Name}}}"]},
             {"Id":"c","Names":["/shares"],"HostConfig":{"NetworkMode":"container:aaa"}}, {"Id":"d","Names":["/says"],"Labels":{"alephzero-monitor.depends-on":"a"}},
             {"Id":"e","Names":["/shares-another"],"HostConfig":{"NetworkMode":"container:c"}}, {"Id":"f","Names":["/no-label"],"Labels":{"watch":"yes"}},
             {"Id":"g","Names":["/odd"],"HostConfig":{"NetworkMode":7}}, {"Id":"h","Names":["/of-the-named"],"HostConfig":{"NetworkMode":"container:{{{FakeEngine.Id}}}"}}]
            """;
        await ListenAsync();
        Assert.Equal([FakeEngine.Name, "a", "shares", "says", "of-the-named"], Source.Names);
    }

    [Theory]
    [InlineData("create")]
    [InlineData("rename")]
    [InlineData("destroy")]
    public async Task Names_ContainersComeAndGo_ChangeAtOnce(string action)
    {
        Docker.Listed = $"[{A}]";
        await ListenAsync();
        Source.Changed += () => _changes++;
        Docker.Listed = $"[{B}]";
        Docker.Happen(action, FakeEngine.Start);
        await FindAsync(() => Source.Names.Contains("b"), 0.6);
        Assert.Equal([FakeEngine.Name, "b"], Source.Names);
        await UntilAsync(() => _changes == 1);
    }

    [Fact]
    public async Task Names_WithoutEvents_AreLookedForAtEachInterval()
    {
        await ListenAsync();
        Docker.Listed = $"[{A}]";
        await FindAsync(() => Source.Names.Contains("a"), 62);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(403, "no")]
    [InlineData(200, """{"message":"odd"}""")]
    [InlineData(200, "[7]")]
    public async Task Names_DockerDoesNotAnswer_StayAndAreLookedForAgain(int status, string body)
    {
        Docker.Listed = $"[{A}]";
        await ListenAsync();
        Docker.Refusals["/containers/json"] = (status, body);
        var before = Docker.Requests.Count;
        Docker.Happen("create", FakeEngine.Start);
        await FindAsync(() => Docker.Requests.Count > before, 1);
        Assert.Equal([FakeEngine.Name, "a"], Source.Names);
        Docker.Refusals.Clear();
        Docker.Listed = $"[{B}]";
        await FindAsync(() => Source.Names.Contains("b"), 62);
    }

    [Fact]
    public async Task IsProblemLasting_DockerRefusesTheListForLong_IsTrueUntilItAnswers()
    {
        Docker.Refusals["/containers/json"] = (500, "");
        await ListenAsync();
        Assert.NotNull(Source.Problem);
        Time.Advance(TimeSpan.FromSeconds(240));
        Assert.False(Source.IsProblemLasting);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Source.IsProblemLasting);
        Docker.Refusals.Clear();
        await FindAsync(() => !Source.IsProblemLasting, 62);
    }

    /// <summary>Lets time pass until it is so, but no more than this.</summary>
    private async Task FindAsync(Func<bool> isSo, double seconds)
    {
        var end = Time.GetUtcNow().AddSeconds(seconds);
        await UntilAsync(() =>
        {
            if (!isSo() && Time.GetUtcNow() < end)
            {
                Time.Advance(TimeSpan.FromSeconds(0.1));
            }

            return isSo();
        });
    }
}
