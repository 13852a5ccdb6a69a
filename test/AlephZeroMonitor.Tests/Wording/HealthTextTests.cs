using System.Collections.Immutable;
using AlephZeroMonitor.Host.Configuration;
using AlephZeroMonitor.Watching;

namespace AlephZeroMonitor.Wording;

public class HealthTextTests
{
    [Theory]
    [InlineData(true, "it is not known which nodes there are: no Docker\n")]
    [InlineData(false, "")]
    public void Problems_NoNodeIsKnown_IsTheLastingProblemOfTheSource(bool isLasting, string problem) =>
        Assert.Equal(problem, string.Concat(HealthText.Problems(new Nodes(), [new Source(isLasting)], new Settings { ContainerNames = [] })));

    private sealed record Source(bool IsProblemLasting) : ITargetSource
    {
        public event Action? Changed
        {
            add { }
            remove { }
        }

        public ImmutableArray<string> Names => [];

        public string? Problem => "no Docker";

        public ITarget Open(string name) => throw new InvalidOperationException();
    }
}
