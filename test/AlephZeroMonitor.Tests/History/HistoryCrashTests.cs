using System.Diagnostics;
using System.Globalization;
using AlephZeroMonitor.Watching;
using static AlephZeroMonitor.History.StoreFixture;

namespace AlephZeroMonitor.History;

/// <summary>A process that is killed while it writes.</summary>
public class HistoryCrashTests
{
    private const string FolderVariable = "HISTORY_CRASH_FOLDER";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task BeginAction_ProcessKilled_KeepsEachIntentThatReturned()
    {
        using var history = new StoreFixture();
        var returned = Path.Combine(history.Directory, "returned");
        var start = new ProcessStartInfo(Environment.ProcessPath!, $"-explicit only -method *.{nameof(Child_WritesUntilItIsKilled)}") { RedirectStandardOutput = true };
        start.Environment[FolderVariable] = history.Directory;
        using var child = Process.Start(start)!;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience && (!File.Exists(returned) || File.ReadAllLines(returned).Length < 50);)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        child.Kill(); // SIGKILL
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        var promised = File.ReadAllText(returned).Split('\n')[..^1].Select(line => long.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        Assert.NotInRange(promised.Length, 0, 49);
        var kept = history.Store.OpenActions(NodeName).Select(intent => intent.Id).ToArray();
        Assert.True(history.Store.IsInFile);
        Assert.Empty(promised.Except(kept));
        Assert.InRange(kept.Length, promised.Length, promised.Length + 1);

        // Wherever it was killed, what is remembered counts the restarts that are recorded.
        Assert.Equal(kept.Length, history.Store.Load(NodeName)!.Restarts.Count);
        Assert.DoesNotContain("damaged", string.Join(' ', Directory.GetFiles(history.Directory)));
    }

    /// <summary>The process that is killed: run by the test above.</summary>
    [Fact(Explicit = true)]
    public void Child_WritesUntilItIsKilled()
    {
        var history = new StoreFixture { Directory = Environment.GetEnvironmentVariable(FolderVariable)! };
        using var returned = new StreamWriter(Path.Combine(history.Directory, "returned")) { AutoFlush = true };
        while (true)
        {
            returned.Write(string.Create(CultureInfo.InvariantCulture, $"{history.Begin(logTail: "tail", change: Count)}\n"));
            history.Store.AddSample(NodeName, history.Now, 1, 1, 2);
            history.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static NodeMemory Count(NodeMemory memory) => memory with { Restarts = memory.Restarts.Begin(default, 150) };
}
