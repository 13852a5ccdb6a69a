using AlephZeroMonitor.Host;
using AlephZeroMonitor.Host.Configuration;

namespace AlephZeroMonitor.Projections.Notices;

/// <summary>Ten minutes of log, as people read them: test/golden/log.</summary>
public class StoryTests
{
    public static TheoryData<string> Names => [.. Scripts.Keys];

    private static Dictionary<string, Action<Story, int>> Scripts { get; } = new()
    {
        ["quiet"] = (_, _) => { },
        ["lie"] = (story, second) => story.Lies[1] = second is >= 120 and < 135 ? 5000 : 0,
        ["rescue"] = (story, second) => story.Nodes[1].IsFrozen |= second == 60,
        ["crash-loop"] = (story, second) =>
        {
            switch (second)
            {
                case >= 60 and < 180 when second % 20 == 0: story.Nodes[2].Crash(); break;
                case >= 60 and < 200 when second % 20 == 4: story.Nodes[2].Start(); break;
            }
        },
        ["upgrade"] = (story, second) =>
        {
            switch (second)
            {
                case 60: story.Nodes[0].StopByOwner(); break;
                case 75: story.Nodes[0].Remove(); break;
                case 90: story.Nodes[0].Start(); break;
            }
        },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Log_OfTenMinutes_IsAsKept(string name) => Golden.Check($"log/{name}.txt", await TellAsync(name, LogForm.Text));

    [Theory]
    [InlineData("Json")]
    [InlineData("Logfmt")]
    public async Task Log_ForPrograms_IsAsKept(string form) =>
        Golden.Check($"log/rescue.{form.ToLowerInvariant()}", await TellAsync("rescue", Enum.Parse<LogForm>(form)));

    private static async Task<string> TellAsync(string name, LogForm form) =>
        (await Story.TellAsync(Scripts[name], form)).Replace(Product.Version, "VERSION", StringComparison.Ordinal);
}
