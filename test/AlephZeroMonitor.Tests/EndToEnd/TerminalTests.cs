using System.Text.RegularExpressions;
using static AlephZeroMonitor.EndToEnd.Lines;

namespace AlephZeroMonitor.EndToEnd;

/// <summary>What is seen on a terminal.</summary>
public partial class TerminalTests
{
    private const string AlternateScreen = "\e[?1049h";
    private const string UsualScreen = "\e[?1049l";
    private const char CtrlC = '\u0003';

    [Theory]
    [InlineData('q')]
    [InlineData(CtrlC)]
    public async Task Top_80Columns_ShowsTheNodesLiveUntilAKeyEndsIt(char key)
    {
        await using var node = await NodeContainer.StartAsync(Idle(15));
        await using var monitor = await AskedMonitor.StartAsync([node]);
        using var top = monitor.OnTerminal("top");
        await top.SeeAsync("\e[32mInStep\e[0m   15");
        node.Append(Behind(4), life: 1);
        await top.SeeAsync("\e[32mInStep\e[0m    4");
        await top.TypeAsync($"{key}");
        Assert.Equal(0, await top.ExitAsync());
        Assert.Contains(AlternateScreen, top.Seen);
        Assert.Equal("", Sequence().Replace(top.Seen[top.Seen.IndexOf(UsualScreen, StringComparison.Ordinal)..], "").Trim());
        Assert.All(Sequence().Replace(top.Seen, "").Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 80));
    }

    [Fact]
    public async Task Top_MonitorThatEnds_SaysSoAndGoesOn()
    {
        await using var node = await NodeContainer.StartAsync(Idle(15));
        await using var monitor = await AskedMonitor.StartAsync([node]);
        using var top = monitor.OnTerminal("top");
        await top.SeeAsync("InStep");
        await monitor.Process.EndAsync();
        await top.SeeAsync("no monitor answers at 127.0.0.1:");
        await top.TypeAsync("q");
        Assert.Equal(0, await top.ExitAsync());
    }

    [Fact]
    public async Task Top_OutputThatIsNoTerminal_IsPrintedOnce()
    {
        await using var node = await NodeContainer.StartAsync(Idle(15));
        await using var monitor = await AskedMonitor.StartAsync([node]);
        var (nodes, top) = ((await monitor.AskAsync("nodes")).Output, (await monitor.AskAsync("top")).Output);
        Assert.Equal(Age().Replace(nodes, ""), Age().Replace(top, ""));
    }

    [Fact]
    public async Task Nodes_NoColor_HasNoColours()
    {
        await using var node = await NodeContainer.StartAsync(Idle(15));
        await using var monitor = await AskedMonitor.StartAsync([node]);
        Assert.Contains("\e[32m", await PrintAsync(monitor));
        Assert.DoesNotContain("\e[32m", await PrintAsync(monitor, ("NO_COLOR", "1")));
        Assert.DoesNotContain("\e[32m", await PrintAsync(monitor, ("TERM", "dumb")));
    }

    private static async Task<string> PrintAsync(AskedMonitor monitor, params (string Name, string Value)[] variables)
    {
        using var terminal = monitor.OnTerminal("nodes", variables);
        Assert.Equal(0, await terminal.ExitAsync());
        Assert.Contains("InStep", terminal.Seen);
        return terminal.Seen;
    }

    [GeneratedRegex(@"\e(\[[?0-9]*[A-Za-z]|[=>])")]
    private static partial Regex Sequence();

    [GeneratedRegex(@"\d+s\n")]
    private static partial Regex Age();
}
