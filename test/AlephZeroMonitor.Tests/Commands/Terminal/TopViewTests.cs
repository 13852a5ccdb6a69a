using AlephZeroMonitor.Api;
using AlephZeroMonitor.Core;

namespace AlephZeroMonitor.Commands.Terminal;

public class TopViewTests
{
    private static readonly NodeStatus Well = Node("a-well", Reason.InStep);
    private static readonly NodeStatus Alerted = Node("b-alerted", Reason.InStep, alerts: AlertKind.FinalityStalled);
    private static readonly NodeStatus Syncing = Node("c-syncing", Reason.Syncing);
    private static readonly NodeStatus Held = Node("d-held", Reason.FarBehind, Hold.BackingOff);
    private static readonly NodeStatus Stopped = Node("e-stopped", Reason.NotRunning);

    private static readonly NodeList All = new(DateTimeOffset.UnixEpoch, [Well, Alerted, Syncing, Held, Stopped]);

    [Fact]
    public void Lines_Nodes_HasThoseToLookAtFirst() =>
        Assert.Equal([Held.Name, Stopped.Name, Alerted.Name, Syncing.Name, Well.Name], Lines(24).Skip(3).Select(line => line[2..].Split(' ')[0]));

    [Fact]
    public void Lines_Header_CountsEachKind() =>
        Assert.Equal("alephzero-monitor  00:00:00Z  ?: keys  5 watched: 1 held, 1 not running, 1 with alerts", Lines(24)[0]);

    [Fact]
    public void Lines_LessRoomThanNodes_SaysHowManyMore()
    {
        var lines = Lines(6);
        Assert.Equal(6, lines.Count);
        Assert.Equal("… 3 more", lines[^1]);
        Assert.StartsWith($"> {Held.Name}", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(24)]
    [InlineData(9)]
    [InlineData(5)]
    public void Lines_MonitorThatAnswersNoMore_SaysSoUnderTheHeaderHoweverLittleRoomThereIs(int height) =>
        Assert.Equal("Not answering. As it was at 00:00:00Z: no monitor answers", Lines(height, "no monitor answers\nIs it running?")[1]);

    [Fact]
    public void Press_Keys_SortFilterMarkAndShowANode()
    {
        Assert.Equal(Well.Name, Press("s").Rows(All)[0].Name);
        Assert.Equal([Stopped.Name], Press("/STOP\r").Rows(All).Select(node => node.Name));
        Assert.Equal(5, Press("/STOP\e").Rows(All).Length);
        Assert.Equal(Stopped.Name, Press("j").MarkedOf(All)!.Name);
        Assert.Equal(Held.Name, Press("jjk").MarkedOf(All)!.Name == Stopped.Name ? Press("k").MarkedOf(All)!.Name : "");
        Assert.Equal(TopPage.Node, Press("j\r").Page);
        Assert.Equal(TopPage.Nodes, Press("j\r\e").Page);
        Assert.Null(new TopState().Press(new ConsoleKeyInfo('q', ConsoleKey.Q, false, false, false), All));
    }

    [Fact]
    public void Lines_MarkedNode_IsShownInFull()
    {
        var lines = TopView.Lines(All, Press("jj\r"), null, (100, 24), new Colors(isOn: false));
        Assert.Contains(lines, line => line.StartsWith($"{Alerted.Name}: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  FinalityStalled (", StringComparison.Ordinal));
        Assert.Contains("  restarted above  100 blocks behind, or 20 when idle", lines);
    }

    [Fact]
    public void Lines_MarkedNodeBelowTheRoom_IsScrolledTo() =>
        Assert.Contains(TopView.Lines(All, Press("jjjj"), null, (100, 6), new Colors(isOn: false)), line => line.StartsWith($"> {Well.Name}", StringComparison.Ordinal));

    [Fact]
    public void Lines_Help_ListsTheKeys() => Assert.Contains(TopView.Lines(All, Press("?"), null, (80, 24), new Colors(isOn: false)), line => line.StartsWith("q ", StringComparison.Ordinal));

    private static TopState Press(string keys) => keys.Aggregate(new TopState(), (state, letter) => state.Press(
        new ConsoleKeyInfo(letter, letter switch { '\r' => ConsoleKey.Enter, '\e' => ConsoleKey.Escape, _ => default }, false, false, false), All)!);

    private static IReadOnlyList<string> Lines(int height, string? problem = null) =>
        TopView.Lines(All, new TopState(), problem, (100, height), new Colors(isOn: false));

    private static NodeStatus Node(string name, Reason reason, Hold hold = Hold.None, AlertKind? alerts = null) => new()
    {
        Name = name,
        IsFresh = true,
        Policy = new Policy(),
        Alerts = alerts is { } kind ? [new(kind, default, default, "", "", "")] : [],
        Decision = new Decision { At = DateTimeOffset.UnixEpoch, RunState = RunState.Running, Reason = reason, Hold = hold },
    };
}
